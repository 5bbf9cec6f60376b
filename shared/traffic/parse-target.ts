// Clients and targets as people write them.
import { nameOf } from '../cluster/cluster-names.ts';
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import type { PodRef, ScenarioClient, Target } from './scenario.ts';

const URL_FORM = /^(https?):\/\/(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?([^?#]*)/;
const HOST_FORM = /^(\[[^\]]+\]|[^:/]+)(?::([A-Za-z0-9-]+))?$/;
const SERVICE_FORM = /^(lb|pod)\/(?:([^/:]+)\/)?([^/:]+)(?::([A-Za-z0-9-]+))?$/;

/**
 * Reads a target: `web:80`, `web.shop:http`, `10.96.0.10:80`, `[fd00::1]:80`, `lb/web:80`, `lb/shop/web:80`,
 * `pod/web-0:8080`, `http://host/path`. A node's name in the place of a host is told apart later.
 * `undefined` for anything else.
 */
export function parseTarget(text: string, namespace: string): Target | undefined {
  const url = URL_FORM.exec(text);
  if (url) {
    const [, scheme, host = '', port, path] = url;
    const number = port === undefined ? (scheme === 'https' ? 443 : 80) : Number(port);
    return { kind: 'url', host: unbracket(host), port: number, path: path || '/' };
  }
  const service = SERVICE_FORM.exec(text);
  if (service) {
    const [, kind, ns = namespace, name = '', port] = service;
    const wanted = port === undefined ? {} : { port: parsePort(port) };
    if (kind === 'lb') return { kind: 'load-balancer', namespace: ns, name, ...wanted };
    const number = Number(port);
    return Number.isInteger(number) ? { kind: 'pod', namespace: ns, name, port: number } : undefined;
  }
  const host = HOST_FORM.exec(text);
  if (!host) return undefined;
  const [, name = '', port] = host;
  return { kind: 'host', host: unbracket(name), ...(port === undefined ? {} : { port: parsePort(port) }) };
}

function unbracket(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

function parsePort(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/**
 * Reads a client: `pod/NAME`, `pod/NAMESPACE/NAME`, `node/NAME`, `external`, `external/ADDRESS`. The name of a workload
 * stands for its first pod. `undefined` for anything else; a pod that does not exist keeps its name.
 */
export function parseClient(
  text: string,
  namespace: string,
  pods: readonly ClusterPod[],
): ScenarioClient | undefined {
  const parts = text.split('/');
  const [kind, first, second] = parts;
  if (kind === 'external' && parts.length <= 2) {
    return { place: { kind: 'external' }, ...(first ? { address: first } : {}) };
  }
  if (!first || parts.length > 3) return undefined;
  if (kind === 'node' && second === undefined) return { place: { kind: 'node', name: first } };
  if (kind !== 'pod') return undefined;
  const ref = second === undefined ? { namespace, name: first } : { namespace: first, name: second };
  return { place: { kind: 'pod', ...findPod(ref, pods) } };
}

/** The pod of that name, else the first one of a workload of that name, else just the name. */
export function findPod(ref: PodRef, pods: readonly ClusterPod[]): PodRef {
  const here = pods.filter((pod) => pod.namespace === ref.namespace);
  const exact = here.find(({ name }) => name === ref.name);
  const found = exact ?? here.find(({ source }) => source.is === 'Workload' && nameOf(source) === ref.name);
  return { namespace: ref.namespace, name: found?.name ?? ref.name };
}
