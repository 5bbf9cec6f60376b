// `kubereach graph PATH...`: a picture of what the Services reach.
import { Option, type Command } from 'commander';
import { nameOf, namespaceOf } from '../../shared/cluster/cluster-names.ts';
import { DEFAULT_CLUSTER } from '../../shared/cluster/cluster-options.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import type { IpvsScheduler, ProxyMode } from '../../shared/proxy/balancer.ts';
import { graphMarkdown } from '../../shared/render/graph-markdown.ts';
import { graphMermaid } from '../../shared/render/graph-mermaid.ts';
import { graphSvg } from '../../shared/render/graph-svg.ts';
import { GRAPH_THEMES, type GraphThemeName } from '../../shared/render/graph-theme.ts';
import { reachGraph } from '../../shared/render/make-reach-graph.ts';
import type { ReachGraph, ReachSubject } from '../../shared/render/reach-graph.ts';
import { DEFAULT_PLAN } from '../../shared/traffic/scenario.ts';
import { makeWorld } from '../../shared/traffic/world.ts';
import { withClusterOptions, type ClusterFlags } from './options.ts';
import { acceptPaths } from './settle-paths.ts';
import { UsageError } from './usage-error.ts';

const FORMATS = ['mermaid', 'svg', 'markdown'] as const;
const THEMES = Object.keys(GRAPH_THEMES) as readonly GraphThemeName[];

interface GraphFlags extends ClusterFlags {
  readonly service?: string;
  readonly ingress?: string;
  readonly format: (typeof FORMATS)[number];
  readonly theme: GraphThemeName;
}

/** Adds the command. What it prints goes to `write`. */
export function addGraph(
  program: Command,
  write: (text: string) => void = (text) => process.stdout.write(text),
): void {
  const command = program
    .command('graph')
    .description('draw what the Services reach, from the clients to the ports of the pods')
    .argument('<path...>', 'files, folders, or - for standard input')
    .addOption(
      new Option('--service <name>', 'only this Service, as NAME or NAMESPACE/NAME').conflicts('ingress'),
    )
    .option('--ingress <name>', 'only this Ingress, as NAME or NAMESPACE/NAME')
    .addOption(new Option('-f, --format <format>', 'how to draw').choices(FORMATS).default('mermaid'))
    .addOption(new Option('--theme <theme>', 'the colours of an svg').choices(THEMES).default('light'));
  withClusterOptions(command).action((paths: string[], flags: GraphFlags) => {
    write(formatGraph(graphOf(paths, flags), flags));
  });
}

function formatGraph(graph: ReachGraph, { format, theme }: GraphFlags): string {
  switch (format) {
    case 'mermaid':
      return graphMermaid(graph);
    case 'svg':
      return graphSvg(graph, GRAPH_THEMES[theme]);
    case 'markdown':
      return graphMarkdown(graph);
  }
}

const VIEW = { mode: 'iptables', scheduler: 'rr' } as const satisfies {
  readonly mode: ProxyMode;
  readonly scheduler: IpvsScheduler;
};

function graphOf(paths: readonly string[], flags: GraphFlags): ReachGraph {
  const objects = acceptPaths(paths, flags);
  const subject = subjectOf(objects, flags);
  const world = makeWorld({
    objects,
    cluster: { ...DEFAULT_CLUSTER, ...flags },
    clusterDomain: flags.clusterDomain,
    ...VIEW,
    whatIf: {},
    clients: [],
    target: { kind: 'host', host: '' },
    plan: DEFAULT_PLAN,
    events: [],
    seed: 1,
  });
  return reachGraph(world, subject, VIEW);
}

/** What is asked for. @throws {UsageError} when the files have no such object. */
function subjectOf(objects: readonly KubeObject[], flags: GraphFlags): ReachSubject {
  const { ingress, service } = flags;
  const asked = service ?? ingress;
  if (asked === undefined) return { kind: 'all' };
  const is = service === undefined ? 'Ingress' : 'Service';
  const [name = '', namespace = flags.namespace] = asked.split('/', 2).reverse();
  const isThere = objects.some(
    (object) =>
      object.is === is &&
      nameOf(object) === name &&
      namespaceOf(object, { ...DEFAULT_CLUSTER, ...flags }) === namespace,
  );
  if (!isThere) throw new UsageError(`no ${is} "${name}" in namespace "${namespace}"`);
  return { kind: is === 'Service' ? 'service' : 'ingress', namespace, name };
}
