// `kubereach trace --to TARGET PATH...`: which pod gets a request, and why.
import { isIP } from 'node:net';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { DEFAULT_CLUSTER } from '../../shared/cluster/cluster-options.ts';
import { settle } from '../../shared/cluster/settle.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import {
  IPVS_SCHEDULERS,
  PROXY_MODES,
  type IpvsScheduler,
  type ProxyMode,
} from '../../shared/proxy/balancer.ts';
import { parseClient, parseTarget } from '../../shared/traffic/parse-target.ts';
import {
  DEFAULT_PLAN,
  type Scenario,
  type ScenarioClient,
  type Target,
} from '../../shared/traffic/scenario.ts';
import { Simulation } from '../../shared/traffic/simulation.ts';
import { withClusterOptions, type ClusterFlags } from './options.ts';
import { acceptPaths } from './settle-paths.ts';
import { EVENT_EXAMPLE, readEvents } from './trace-events.ts';
import { formatTraceJson, formatTraceText } from './trace-format.ts';
import { sectionsOf, SECTIONS, type SectionName } from './trace-sections.ts';
import { UsageError } from './usage-error.ts';

interface TraceFlags extends ClusterFlags {
  readonly from?: string;
  readonly to: string;
  readonly proxyMode: ProxyMode;
  readonly scheduler: IpvsScheduler;
  readonly requests: number;
  readonly seed: number;
  readonly clients: number;
  readonly every: number;
  readonly connection: number;
  readonly keepAlive: number;
  readonly event: readonly string[];
  readonly show: readonly SectionName[];
  readonly format: 'text' | 'json';
}

/** Adds the command. What it prints goes to `write`. */
export function addTrace(
  program: Command,
  write: (text: string) => void = (text) => process.stdout.write(text),
): void {
  const command = program
    .command('trace')
    .description('follow requests to the pods that get them, hop by hop, and say why')
    .argument('<path...>', 'files, folders, or - for standard input')
    .requiredOption(
      '--to <target>',
      'web:80, web.shop:http, node-1:30080, lb/web:80, pod/web-0:8080 or http://host/path',
    )
    .option(
      '--from <client>',
      'pod/NAME, node/NAME, external or external/ADDRESS; by default whoever can reach the target',
    )
    .addOption(
      new Option('--proxy-mode <mode>', 'how kube-proxy works').choices(PROXY_MODES).default('iptables'),
    )
    .addOption(new Option('--scheduler <name>', 'of the mode ipvs').choices(IPVS_SCHEDULERS).default('rr'))
    .addOption(numberOption('--requests <n>', 'how many requests', DEFAULT_PLAN.nRequests))
    .addOption(numberOption('--seed <n>', 'the same seed gives the same trace', 1))
    .addOption(
      numberOption(
        '--clients <n>',
        'how many clients outside, each with an address of its own unless --from gives one',
        1,
      ),
    )
    .addOption(numberOption('--every <ms>', 'virtual milliseconds between requests', 0))
    .addOption(numberOption('--connection <ms>', 'how long a connection stays open', 0))
    .addOption(numberOption('--keep-alive <n>', 'requests that share a connection', 1))
    .addOption(
      new Option('--event <what>', `such as ${EVENT_EXAMPLE}; may be given again`)
        .argParser((text: string, before: readonly string[]) => [...before, text])
        .default([], 'none'),
    )
    .addOption(
      new Option(
        '--show <sections>',
        "dns: the Service's DNS records, env: the client's environment variables, or dns,env; may be given again",
      )
        .argParser(addSections)
        .default([], 'neither'),
    )
    .addOption(new Option('-f, --format <format>', 'how to print').choices(['text', 'json']).default('text'));
  withClusterOptions(command).action((paths: string[], flags: TraceFlags) => {
    const scenario = makeScenario(acceptPaths(paths, flags), flags);
    const simulation = new Simulation(scenario);
    simulation.send(scenario.plan.nRequests);
    const trace = simulation.trace();
    const sections = sectionsOf(flags.show, simulation.world, scenario, trace);
    write(
      flags.format === 'json'
        ? formatTraceJson(trace, sections)
        : formatTraceText(trace, scenario, flags.to, sections),
    );
  });
}

function numberOption(flags: string, description: string, byDefault: number): Option {
  return new Option(flags, description).argParser(parseWhole).default(byDefault);
}

function parseWhole(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new InvalidArgumentError('Not a whole number.');
  return number;
}

function addSections(text: string, before: readonly SectionName[]): readonly SectionName[] {
  const sections = text.split(',').map((name) => SECTIONS.find((section) => section === name));
  if (sections.includes(undefined)) throw new InvalidArgumentError(`There are ${SECTIONS.join(' and ')}.`);
  return [...before, ...sections.filter((section) => section !== undefined)];
}

function makeScenario(objects: readonly KubeObject[], flags: TraceFlags): Scenario {
  const cluster = { ...DEFAULT_CLUSTER, ...flags };
  const target = parseTarget(flags.to, flags.namespace);
  if (!target)
    throw new UsageError(
      `--to ${flags.to}: not a target such as web:80, node-1:30080, lb/web:80 or http://host/path`,
    );
  const { pods } = settle(objects, cluster);
  const from = flags.from ?? defaultClient(target, objects, flags.namespace);
  const client = from === undefined ? anyPod(flags.namespace) : parseClient(from, flags.namespace, pods);
  if (!client) throw new UsageError(`--from ${from}: not pod/NAME, node/NAME, external or external/ADDRESS`);
  if (client.address !== undefined && isIP(client.address) === 0)
    throw new UsageError(`--from ${from}: ${client.address} is no IP address`);
  const events = readEvents(flags.event, flags.namespace, pods);
  return {
    objects,
    cluster,
    clusterDomain: flags.clusterDomain,
    mode: flags.proxyMode,
    scheduler: flags.scheduler,
    whatIf: {},
    clients: Array.from({ length: Math.max(1, flags.clients) }, () => client),
    target,
    plan: {
      nRequests: flags.requests,
      gapMs: flags.every,
      arrivals: 'steady',
      connectionMs: flags.connection,
      requestsPerConnection: Math.max(1, flags.keepAlive),
    },
    events,
    seed: flags.seed,
  };
}

/** What is made for the outside is asked for from there. */
function defaultClient(
  target: Target,
  objects: readonly KubeObject[],
  namespace: string,
): string | undefined {
  if (target.kind === 'pod') return undefined;
  if (target.kind === 'load-balancer' || target.kind === 'node') return 'external';
  const { host } = target;
  const isNode = DEFAULT_CLUSTER.nodes.some(({ name, ips }) => name === host || ips.includes(host));
  const isOwn = objects.some((object) => object.is === 'Service' && isNameOf(host, object, namespace));
  const isExternalIP = objects.some((object) => object.is === 'Service' && object.externalIPs.includes(host));
  if (target.kind === 'url' && !isOwn && !isNode) return 'external';
  return (isNode && !isOwn) || isExternalIP ? 'external' : undefined;
}

/** `web`, `web.shop` or anything longer that begins so. */
function isNameOf(host: string, { ref }: KubeObject, ownNamespace: string): boolean {
  const [name, namespace] = host.split('.');
  return name === ref.name && (namespace === undefined || namespace === (ref.namespace ?? ownNamespace));
}

function anyPod(namespace: string): ScenarioClient {
  return { place: { kind: 'any-pod', namespace, node: 'node-1' } };
}
