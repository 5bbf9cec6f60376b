// The picture in a sentence for each port: what a reader hears who does not see it.
import type { GraphWords } from './graph-words.ts';
import type { ReachEdge, ReachGraph } from './reach-graph.ts';

/** One sentence a port, each with its dot. */
export function summaryText(graph: ReachGraph, words: GraphWords): string {
  const byPort = new Map<string, ReachEdge[]>();
  for (const edge of graph.edges) {
    const list = byPort.get(edge.from);
    if (list) list.push(edge);
    else byPort.set(edge.from, [edge]);
  }
  const sentences = graph.services.flatMap((service) =>
    service.rows.map((row) => {
      const edges = byPort.get(row.key) ?? [];
      return words.reach(service, row, edges.filter(({ share }) => share > 0).length, edges.length);
    }),
  );
  return sentences.length === 0 ? words.noService() : sentences.join(' ');
}
