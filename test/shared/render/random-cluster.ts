// Random little clusters as YAML, for properties that hold for any.
import fc from 'fast-check';
import { deployment, serviceText } from './pictures.ts';

const LABELS = ['app: web', 'app: web, tier: front', 'app: wbe', 'app: api'] as const;
const PORT_LISTS = [
  '',
  '{name: http, containerPort: 8080}',
  '{containerPort: 80}',
  '{name: http, containerPort: 80, protocol: UDP}',
] as const;
const STATES = [
  '',
  'sim/ready: "false"',
  'sim/notReady: "1"',
  'sim/phase: Pending',
  'sim/terminating: "true"',
] as const;
const TYPES = [
  '',
  'type: NodePort, ',
  'type: LoadBalancer, externalTrafficPolicy: Local, ',
  'internalTrafficPolicy: Local, ',
  'clusterIP: None, ',
] as const;
const SERVICE_PORTS = [
  '[{port: 80}]',
  '[{name: a, port: 80, targetPort: http}, {name: b, port: 81, targetPort: 9}]',
  '[{port: 80, targetPort: none}]',
] as const;

/** Documents of a few Services and Deployments; names are taken once, so that the order makes no difference. */
export function randomCluster(): fc.Arbitrary<string> {
  const services = fc.array(
    fc.tuple(fc.constantFrom(...TYPES), fc.constantFrom(...LABELS), fc.constantFrom(...SERVICE_PORTS)),
    { minLength: 1, maxLength: 3 },
  );
  const workloads = fc.array(
    fc.tuple(
      fc.nat(4),
      fc.constantFrom(...LABELS),
      fc.constantFrom(...PORT_LISTS),
      fc.constantFrom(...STATES),
    ),
    { maxLength: 3 },
  );
  return fc
    .tuple(services, workloads)
    .map(([ofServices, ofWorkloads]) =>
      [
        ...ofServices.map(([type, labels, ports], index) =>
          serviceText(`service${index}`, `${type}selector: {${labels}}, ports: ${ports}`),
        ),
        ...ofWorkloads.map(([replicas, labels, ports, state], index) =>
          deployment(`work${index}`, replicas, labels, ports, state),
        ),
      ].join(''),
    );
}
