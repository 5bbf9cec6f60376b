// The picture and the run as files to take along.
import { reachGraph } from '../../../shared/render/make-reach-graph.ts';
import { graphMarkdown } from '../../../shared/render/graph-markdown.ts';
import { graphMermaid } from '../../../shared/render/graph-mermaid.ts';
import { graphSvg } from '../../../shared/render/graph-svg.ts';
import { GRAPH_THEMES, type GraphThemeName } from '../../../shared/render/graph-theme.ts';
import type { ReachGraph } from '../../../shared/render/reach-graph.ts';
import { nameOf } from '../../../shared/cluster/cluster-names.ts';
import type { Overrides, PanelState } from '../../../shared/messages/panel-state.ts';
import type { Derived } from './derive.ts';
import { modeOf } from './overrides.ts';

/** The Service's whole picture, with what-if. */
function graphOf({ read, world }: Derived, overrides: Overrides): ReachGraph {
  const { namespace } = read.scene;
  return reachGraph(world, { kind: 'service', namespace, name: nameOf(read.service) }, modeOf(overrides));
}

/** The picture as SVG, in the colours of a kind of theme. */
export function exportSvg(derived: Derived, overrides: Overrides, theme: GraphThemeName): string {
  return graphSvg(graphOf(derived, overrides), GRAPH_THEMES[theme]);
}

/** The picture as a Mermaid flow chart. */
export function exportMermaid(derived: Derived, overrides: Overrides): string {
  return graphMermaid(graphOf(derived, overrides));
}

/** The picture as a table. */
export function exportMarkdown(derived: Derived, overrides: Overrides): string {
  return graphMarkdown(graphOf(derived, overrides));
}

/** The run with all that it takes to repeat it: version 1 of the format. */
export function exportJson({ scenario, trace, read }: Derived, { overrides, run }: PanelState): string {
  const { objects: _objects, cluster, ...request } = scenario ?? { objects: [], cluster: undefined };
  const { namespace } = read.scene;
  const service = { namespace, name: nameOf(read.service) };
  return `${JSON.stringify({ version: 1, service, cluster, request, overrides, run, trace }, undefined, 2)}\n`;
}
