// A whole namespace, or one of its Ingresses with all that it sends to, as a picture of its own.
import { nameOf } from '../../../shared/cluster/cluster-names.ts';
import { DEFAULT_CLUSTER } from '../../../shared/cluster/cluster-options.ts';
import type { Overview } from '../../../shared/messages/preview.ts';
import { readObject } from '../../../shared/model/read-object.ts';
import { summaryText } from '../../../shared/render/graph-summary.ts';
import { drawGraph } from '../../../shared/render/graph-svg.ts';
import { GRAPH_THEMES, type GraphThemeName } from '../../../shared/render/graph-theme.ts';
import { reachGraph } from '../../../shared/render/make-reach-graph.ts';
import type { ReachSubject } from '../../../shared/render/reach-graph.ts';
import { graphWords } from '../words-graph.ts';
import { spotsOf, type Spot } from './overview-spots.ts';
import { settleGround, type Ground } from './simulate.ts';

/** The picture with its size in pixels, the same in words, and what in it leads to text. */
export interface OverviewPicture {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly summary: string;
  readonly spots: readonly Spot[];
}

/** Draws the namespace, or the Ingress of that name in it, in the user's language. Names are text in the picture, which refers to nothing. */
export function drawOverview(overview: Overview, ingress: string, theme: GraphThemeName): OverviewPicture {
  const { settings } = overview;
  const namespace = overview.namespace || settings.namespace;
  const ground: Ground = {
    objects: overview.objects.flatMap(({ value }) => readObject(value) ?? []),
    cluster: { ...DEFAULT_CLUSTER, ...settings, namespace, unlisted: 'assumed' },
    clusterDomain: settings.clusterDomain,
    mode: 'iptables',
    scheduler: 'rr',
    whatIf: {},
    events: [],
  };
  const subject: ReachSubject = ingress
    ? { kind: 'ingress', namespace, name: ingress }
    : { kind: 'namespace', namespace };
  const words = graphWords();
  const graph = reachGraph(settleGround(ground), subject);
  const { svg, width, height, layout } = drawGraph(graph, GRAPH_THEMES[theme], words);
  return { svg, width, height, summary: summaryText(graph, words), spots: spotsOf(graph, layout, overview) };
}

/** The names of its Ingresses. */
export function ingressNames({ objects }: Overview): readonly string[] {
  return objects
    .flatMap(({ value }) => readObject(value) ?? [])
    .filter(({ is }) => is === 'Ingress')
    .map(nameOf);
}
