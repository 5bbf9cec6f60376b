// PreviewModels as the server sends them, one for each face of the panel.
import type {
  Anchor,
  ExclusionReason,
  PodView,
  PortView,
  PreviewModel,
  ServiceView,
} from '../../shared/messages/preview.ts';

const FILE = 'file:///shop/web.yaml';

/** An anchor in the sample file. */
export function anchorAt(document: number, field = ''): Anchor {
  return { uri: FILE, document, field };
}

function port(key: string, port: string, targetPort: string, more: Partial<PortView> = {}): PortView {
  return {
    key,
    name: key,
    port,
    targetPort,
    nodePort: 0,
    problem: '',
    anchor: anchorAt(0, `spec.ports.${key}`),
    ...more,
  };
}

function pod(name: string, more: Partial<PodView> = {}): PodView {
  return {
    key: name,
    name,
    source: 'Deployment web',
    node: 'node-1',
    status: 'Ready',
    isReady: true,
    targets: [],
    exclusions: [],
    anchor: anchorAt(1),
    ...more,
  };
}

function served(name: string, node: number, share: number, more: Partial<PodView> = {}): PodView {
  return pod(name, {
    node: `node-${node}`,
    targets: [{ port: 'http', label: 'web:8080', number: 8080, share }],
    ...more,
  });
}

function leftOut(
  name: string,
  reason: ExclusionReason,
  message: string,
  more: Partial<PodView> = {},
): PodView {
  return pod(name, { exclusions: [{ port: '', reason, message }], ...more });
}

function web(more: Partial<ServiceView> = {}): ServiceView {
  return {
    key: 'shop/web',
    name: 'web',
    namespace: 'shop',
    type: 'ClusterIP',
    selector: 'app=web',
    client: 'Pod in the cluster',
    entry: 'ClusterIP',
    ports: [port('http', '80/TCP', 'http')],
    pods: [],
    nOmittedPods: 0,
    findings: [],
    summary: '',
    anchor: anchorAt(0),
    ...more,
  };
}

function modelOf(service: ServiceView): PreviewModel {
  const label = `${service.namespace}/${service.name}`;
  return {
    uri: FILE,
    services: [
      { key: service.key, label, file: 'web.yaml', isHere: true },
      { key: 'shop/cart', label: 'shop/cart', file: 'cart.yaml', isHere: false },
      { key: 'shop/db', label: 'shop/db', file: 'db.yaml', isHere: false },
    ],
    service,
    notice: '',
  };
}

function range(n: number): number[] {
  return Array.from({ length: n }, (_, index) => index + 1);
}

/** One port, one pod. */
export const onePod = modelOf(
  web({ pods: [served('web#1', 1, 1)], summary: 'Port http of web reaches 1 of 1 pod.' }),
);

/** Three equal pods. */
export const threePods = modelOf(
  web({
    pods: range(3).map((n) => served(`web#${n}`, n, 1 / 3)),
    summary: 'Port http of web reaches 3 of 3 pods, one third of the connections each.',
  }),
);

/** Every reason to get nothing beside two pods that are served. */
export const exclusions = modelOf(
  web({
    selector: 'app=web,tier=front',
    pods: [
      served('web#1', 1, 0.5),
      served('web#2', 2, 0.5),
      leftOut('web#3', 'not-ready', 'not ready: its readiness probe has not succeeded', {
        node: 'node-3',
        status: 'Not ready',
        isReady: false,
      }),
      leftOut('web#4', 'terminating', 'terminating, and ready pods remain', {
        status: 'Terminating',
        isReady: false,
      }),
      leftOut('legacy-0', 'no-port-name', 'no container port is named http', {
        source: 'StatefulSet legacy',
      }),
      leftOut('worker#1', 'labels-differ', 'label tier is back, not front', { source: 'Deployment worker' }),
    ],
    findings: [
      {
        code: 'service-target-port-name',
        severity: 'warning',
        message: 'StatefulSet legacy has no port named http, so this port never reaches its pods',
        anchor: anchorAt(0, 'spec.ports[0].targetPort'),
      },
      {
        code: 'service-selector-near-miss',
        severity: 'hint',
        message: 'Deployment worker differs from the selector by the label tier alone',
        anchor: anchorAt(0, 'spec.selector'),
      },
    ],
    summary: 'Port http of web reaches 2 of 6 pods; 4 get nothing.',
  }),
);

/** Several ports, among them one that reaches nothing and two that arrive at the same container port. */
export const severalPorts = modelOf(
  web({
    type: 'NodePort',
    client: 'Client outside the cluster',
    entry: 'node-1:30080',
    ports: [
      port('http', '80/TCP', 'http', { nodePort: 30080 }),
      port('alt', '8080/TCP', 'http', { nodePort: 30081 }),
      port('metrics', '9090/TCP', 'metrics', { nodePort: 30090 }),
      port('dns', '53/UDP', '5353', { nodePort: 30053, problem: 'no pod listens on 5353/UDP' }),
    ],
    pods: range(3).map((n) => {
      const share = n === 1 ? 0.5 : 0.25;
      const http = { label: 'web:8080', number: 8080, share };
      const metrics = { port: 'metrics', label: 'exporter:9100', number: 9100, share: 0.5 };
      return pod(`web#${n}`, {
        node: `node-${n}`,
        targets: [{ port: 'http', ...http }, { port: 'alt', ...http }, ...(n < 3 ? [metrics] : [])],
        exclusions:
          n < 3 ? [] : [{ port: 'metrics', reason: 'no-port-name', message: 'no port is named metrics' }],
      });
    }),
    findings: [
      {
        code: 'service-port-reaches-nothing',
        severity: 'error',
        message: 'Port dns reaches no pod: none listens on 5353/UDP',
        anchor: anchorAt(0, 'spec.ports[3]'),
      },
    ],
    summary: 'Ports http and alt of web reach 3 of 3 pods, metrics 2 of 3, dns none.',
  }),
);

/** Twelve pods of two workloads. */
export const twelvePods = modelOf(
  web({
    pods: [
      ...range(8).map((n) => served(`web#${n}`, ((n - 1) % 3) + 1, 1 / 12)),
      ...range(4).map((n) =>
        served(`web-canary#${n}`, ((n - 1) % 3) + 1, 1 / 12, { source: 'Deployment web-canary' }),
      ),
    ],
    summary: 'Port http of web reaches 12 of 12 pods, one twelfth of the connections each.',
  }),
);

/** Two hundred pods, most of one workload, some of them not ready. */
export const twoHundredPods = modelOf(
  web({
    pods: [
      ...range(180).map((n) =>
        n % 30 === 0
          ? leftOut(`web#${n}`, 'not-ready', 'not ready', { status: 'Not ready', isReady: false })
          : served(`web#${n}`, ((n - 1) % 3) + 1, 1 / 191),
      ),
      ...range(17).map((n) => served(`blue#${n}`, 1, 1 / 191, { source: 'Deployment blue' })),
      ...range(3).map((n) => leftOut(`batch#${n}`, 'labels-differ', 'no label app', { source: 'Job batch' })),
    ],
    nOmittedPods: 40,
    summary: 'Port http of web reaches 191 of 240 pods.',
  }),
);

/** A name outside the cluster. */
export const externalName = modelOf(
  web({
    key: 'shop/db',
    name: 'db',
    type: 'ExternalName',
    selector: '',
    entry: 'db.shop.svc.cluster.local → database.example.com',
    ports: [],
    summary: 'DNS answers db with the name database.example.com; no pod is involved.',
  }),
);

/** Headless with stable names. */
const headless = modelOf(
  web({
    key: 'shop/db',
    name: 'db',
    type: 'Headless',
    selector: 'app=db',
    entry: 'DNS: one address for each pod',
    ports: [port('', '5432/TCP', '', { name: '' })],
    pods: range(3).map((n) =>
      pod(`db-${n - 1}`, {
        source: 'StatefulSet db',
        node: `node-${n}`,
        targets: [{ port: '', label: 'postgres:5432', number: 5432, share: 1 / 3 }],
      }),
    ),
    summary: 'DNS answers db with the addresses of 3 pods.',
  }),
);

/** A selector that nothing matches. */
export const noPods = modelOf(
  web({
    ports: [port('http', '80/TCP', 'http', { problem: 'no pod matches the selector' })],
    findings: [
      {
        code: 'service-selector-matches-no-pod',
        severity: 'error',
        message: 'No pod in these files has app=web; nearest is app=wbe of Deployment web',
        anchor: anchorAt(0, 'spec.selector'),
      },
    ],
    summary: 'web reaches no pod.',
  }),
);

/** A file without a Service; others may be chosen. */
export const noService: PreviewModel = {
  uri: FILE,
  services: onePod.services.slice(1),
  service: undefined,
  notice: 'There is no Service in web.yaml.',
};

/** Names that would be markup if anything took them for it. */
export const hostileNames = modelOf(
  web({
    name: '<img src=x onerror="window.broken=1">',
    pods: [served('<script>window.broken=1</script>', 1, 1, { source: '<b>bold</b>' })],
    summary: '<i>none</i>',
  }),
);

/** All that are worth a look, by name. */
export const samples = {
  onePod,
  threePods,
  exclusions,
  severalPorts,
  twelvePods,
  twoHundredPods,
  externalName,
  headless,
  noPods,
  noService,
} as const;
