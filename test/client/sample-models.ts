// PreviewModels as the server makes them of manifests, one for each face of the panel.
import { LanguageService } from '../../server/service.ts';
import type { Anchor, Overview, PreviewModel } from '../../shared/messages/preview.ts';

const FILE = 'file:///shop/web.yaml';

/** An anchor in the sample file. */
export function anchorAt(document: number, field = ''): Anchor {
  return { uri: FILE, document, field };
}

/** What the server says of a file, its other files being there too. */
export function modelOf(
  documents: readonly string[],
  files: Readonly<Record<string, string>> = OTHERS,
): PreviewModel {
  return serviceFor(documents, files).preview({ uri: FILE });
}

/** What the server says of the whole namespace `shop`. */
export function overviewOf(documents: readonly string[]): Overview {
  return serviceFor(documents, {}).overview('shop');
}

function serviceFor(documents: readonly string[], files: Readonly<Record<string, string>>): LanguageService {
  const service = new LanguageService((rule, error) => {
    throw new Error(`${rule} threw`, { cause: error });
  });
  service.workspace.setOpenText(FILE, documents.join('---\n'));
  for (const [uri, text] of Object.entries(files)) service.workspace.setOpenText(uri, text);
  service.workspace.complete();
  return service;
}

const OTHERS: Readonly<Record<string, string>> = {
  'file:///cart/cart.yaml': `apiVersion: v1
kind: Service
metadata: { name: cart, namespace: cart }
spec: { type: ExternalName, externalName: cart.example.com }
`,
};

/** How a Service differs from `web` in namespace `shop`. */
interface ServiceText {
  readonly name?: string;
  readonly spec?: string;
  readonly ports?: string;
  readonly selector?: string;
}

/** A Service; `spec` are further lines of it, indented by two. */
export function serviceText({
  name = 'web',
  spec = '',
  ports = '[{ name: http, port: 80, targetPort: http }]',
  selector = '{ app: web }',
}: ServiceText = {}): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec:
${spec}${selector ? `  selector: ${selector}\n` : ''}${ports ? `  ports: ${ports}\n` : ''}`;
}

/** How a workload differs from three pods of `web` that listen on 8080. */
interface WorkloadText {
  readonly kind?: string;
  readonly name?: string;
  readonly labels?: string;
  readonly replicas?: number;
  readonly ports?: string;
  readonly spec?: string;
}

/** A workload. */
export function workloadText({
  kind = 'Deployment',
  name = 'web',
  labels = '{ app: web }',
  replicas = 3,
  ports = '[{ name: http, containerPort: 8080 }]',
  spec = '',
}: WorkloadText = {}): string {
  return `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name}, namespace: shop }
spec:
  replicas: ${replicas}
${spec}  selector: { matchLabels: ${labels} }
  template:
    metadata: { labels: ${labels} }
    spec:
      containers:
        - { name: ${name}, image: example.org/web, ports: ${ports} }
`;
}

/** A pod with a status; `{}` has none and counts as ready. */
function podText(name: string, status: string, labels = '{ app: web }'): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: ${labels} }
spec:
  containers:
    - { name: web, image: example.org/web, ports: [{ name: http, containerPort: 8080 }] }
${status}`;
}

/** One port, one pod. */
export const onePod = modelOf([serviceText(), workloadText({ replicas: 1 })]);

/** Three equal pods. */
export const threePods = modelOf([serviceText(), workloadText()]);

/** Reasons to get nothing beside two pods that are served. */
export const exclusions = modelOf([
  serviceText({ selector: '{ app: web, tier: front }' }),
  workloadText({ labels: '{ app: web, tier: front }', replicas: 2 }),
  workloadText({
    kind: 'StatefulSet',
    name: 'legacy',
    labels: '{ app: web, tier: front, era: old }',
    replicas: 1,
    ports: '[{ name: web, containerPort: 8080 }]',
    spec: '  serviceName: web\n',
  }),
  workloadText({ name: 'worker', labels: '{ app: web, tier: back }', replicas: 1 }),
]);

/** Several ports, among them one that reaches nothing and two that arrive at the same container port. */
export const severalPorts = modelOf([
  serviceText({
    spec: '  type: NodePort\n',
    ports: `
    - { name: http, port: 80, targetPort: http, nodePort: 30080 }
    - { name: alt, port: 8080, targetPort: http, nodePort: 30081 }
    - { name: metrics, port: 9090, targetPort: metrics, nodePort: 30090 }
    - { name: dns, port: 53, protocol: UDP, targetPort: dns, nodePort: 30053 }`,
  }),
  workloadText({
    replicas: 2,
    ports: '[{ name: http, containerPort: 8080 }, { name: metrics, containerPort: 9100 }]',
  }),
  workloadText({ name: 'lean', labels: '{ app: web, kind: lean }', replicas: 1 }),
]);

/** Twelve pods of two workloads. */
export const twelvePods = modelOf([
  serviceText(),
  workloadText({ replicas: 8 }),
  workloadText({ name: 'web-canary', labels: '{ app: web, track: canary }', replicas: 4 }),
]);

/** More pods than are drawn, most of one workload. */
export const manyPods = modelOf([
  serviceText(),
  workloadText({ replicas: 340 }),
  workloadText({ name: 'blue', labels: '{ app: web, colour: blue }', replicas: 197 }),
  workloadText({ name: 'few', labels: '{ app: web, colour: red }', replicas: 3 }),
]);

/** A hundred and twenty pods of one workload. */
export const foldedPods = modelOf([serviceText(), workloadText({ replicas: 120 })]);

/** A name outside the cluster. */
export const externalName = modelOf([
  serviceText({
    name: 'db',
    spec: '  type: ExternalName\n  externalName: database.example.com\n',
    ports: '',
    selector: '',
  }),
]);

/** Headless with stable names. */
export const headless = modelOf([
  serviceText({
    name: 'db',
    spec: '  clusterIP: None\n',
    selector: '{ app: db }',
    ports: '[{ port: 5432 }]',
  }),
  workloadText({
    kind: 'StatefulSet',
    name: 'db',
    labels: '{ app: db }',
    ports: '[{ containerPort: 5432 }]',
    spec: '  serviceName: db\n',
  }),
]);

/** A selector that nothing matches. */
export const noPods = modelOf([serviceText(), workloadText({ labels: '{ app: wbe }', replicas: 2 })]);

const INGRESS = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: front, namespace: shop }
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend: { service: { name: web, port: { name: http } } }
`;

/** An Ingress and a load balancer in front. */
export const manyWays = modelOf([serviceText({ spec: '  type: LoadBalancer\n' }), workloadText(), INGRESS]);

const SHOP = [serviceText(), serviceText({ name: 'api', selector: '{ app: api }' }), workloadText(), INGRESS];

/** A namespace with an Ingress, two Services and a Service of no pod. */
export const shopNamespace = overviewOf(SHOP);

/** The same, as the file that is shown. */
export const shopModel = modelOf(SHOP, {});

/** A file without a Service; others may be chosen. */
export const noService = modelOf([podText('alone', '')]);

/** A file that is no YAML. */
export const brokenFile = modelOf(['apiVersion: v1\nkind: [\n']);

/** Names that would be markup if anything took them for it. */
export const hostileNames = modelOf([
  serviceText({ name: `'<img src=x onerror="window.broken=1">'` }),
  podText(`'<script>window.broken=1</script>'`, ''),
  podText(`'</script><b>bold</b>'`, ''),
]);

/** All that are worth a look, by name. */
export const samples = {
  onePod,
  threePods,
  exclusions,
  severalPorts,
  twelvePods,
  manyPods,
  externalName,
  headless,
  noPods,
  manyWays,
  noService,
  brokenFile,
} as const;
