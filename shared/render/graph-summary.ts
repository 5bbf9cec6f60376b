// The picture in a sentence for each port: what a reader hears who does not see it.
import type { PortRow, ReachEdge, ReachGraph, ServiceCard } from './reach-graph.ts';
import { portText, reasonText } from './reach-words.ts';

/** One sentence a port, each with its dot. */
export function summaryText(graph: ReachGraph): string {
  const byPort = new Map<string, ReachEdge[]>();
  for (const edge of graph.edges) {
    const list = byPort.get(edge.from);
    if (list) list.push(edge);
    else byPort.set(edge.from, [edge]);
  }
  const sentences = graph.services.flatMap((service) =>
    service.rows.map((row) => portSentence(service, row, byPort.get(row.key) ?? [])),
  );
  return sentences.length === 0 ? 'There is no Service.' : sentences.join(' ');
}

function portSentence({ namespace, name }: ServiceCard, row: PortRow, edges: readonly ReachEdge[]): string {
  const nReached = edges.filter(({ share }) => share > 0).length;
  const head = `Service ${namespace}/${name}, ${portText(row)}`;
  if (nReached > 0) {
    const of = nReached === edges.length ? '' : ` of ${edges.length}`;
    return `${head}: reaches ${nReached}${of}.`;
  }
  return `${head}: reaches nothing${row.reason ? `, ${reasonText(row.reason)}` : ''}.`;
}
