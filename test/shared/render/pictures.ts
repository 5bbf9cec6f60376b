// Pictures for tests, from YAML.
import { reachGraph, type ReachView } from '../../../shared/render/make-reach-graph.ts';
import type { ReachGraph, ReachSubject } from '../../../shared/render/reach-graph.ts';
import { reasonCode } from '../../../shared/render/reach-words.ts';
import { makeWorld } from '../../../shared/traffic/world.ts';
import { scenario, type ScenarioChanges } from '../traffic/scenarios.ts';

/** The ports that most of the pods here have. */
export const PORTS = '{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}';

/** A Deployment whose pods have these labels, in flow style. */
export function deployment(
  name: string,
  replicas: number,
  labels: string,
  ports = PORTS,
  annotations = '',
): string {
  const template = `{metadata: {labels: {${labels}}, annotations: {${annotations}}}, spec: {containers: [{name: ${name}, image: x, ports: [${ports}]}]}}`;
  const spec = `{replicas: ${replicas}, selector: {matchLabels: {${labels}}}, template: ${template}}`;
  return `---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: ${name}}, spec: ${spec}}\n`;
}

/** A Service in flow style. */
export function serviceText(name: string, spec: string): string {
  return `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {${spec}}}\n`;
}

/** Two Services behind an Ingress with three rules, of which one names a Service that is not there. */
export const SHOP = [
  serviceText('web', 'selector: {app: web}, ports: [{port: 80, targetPort: http}]'),
  serviceText('api', 'selector: {app: api}, ports: [{name: http, port: 80, targetPort: 8080}]'),
  deployment('web', 2, 'app: web'),
  deployment('api', 2, 'app: api'),
  '---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: shop}, spec: {rules: [{host: shop.example.com, http: {paths: [',
  '{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}, ',
  '{path: /api, pathType: Prefix, backend: {service: {name: api, port: {name: http}}}}, ',
  '{path: /pay, pathType: Prefix, backend: {service: {name: payments, port: {number: 80}}}}]}}]}}\n',
].join('');

/** The picture of a text's objects. */
export function picture(
  text: string,
  subject: ReachSubject = { kind: 'all' },
  view?: ReachView,
  changes?: ScenarioChanges,
): ReachGraph {
  return reachGraph(makeWorld(scenario(text, 'x:80', changes)), subject, view);
}

/** The edges that leave the ports and cards of Services: `web/port0 > web#1:8080 0.333`, or the code of the reason. */
export function targets({ edges }: ReachGraph): readonly string[] {
  return edges.flatMap(({ from, to, share, reason }) => {
    if (!from.startsWith('service/')) return [];
    const short = (key: string): string =>
      key.replace(/^(service|pod|addresses)\/default\//, '').replace('/TCP', '');
    return [
      `${short(from)} > ${short(to)} ${share > 0 ? share.toFixed(3) : reason ? reasonCode(reason) : '?'}`,
    ];
  });
}

/** The edges that lead to the ports of Services. */
export function arrivals({ edges }: ReachGraph): readonly string[] {
  return edges.flatMap(({ from, to, share, reason }) => {
    if (!from.startsWith('entry/')) return [];
    const way = from.replace(/^entry\//, '').replace('default/', '');
    return [
      `${way} > ${to.replace('service/default/', '')} ${share > 0 ? share.toFixed(3) : reason ? reasonCode(reason) : '?'}`,
    ];
  });
}
