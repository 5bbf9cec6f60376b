// The quick look never lets pass what the long way would refuse or warn about, in any version.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readDocuments } from '../../../server/yaml/read-documents.ts';
import { contextOf, DEFAULT_OPTIONS } from '../../../shared/api/context.ts';
import { create } from '../../../shared/api/create.ts';
import { decode } from '../../../shared/api/decode.ts';
import { isOrdinary } from '../../../shared/api/ordinary.ts';
import { text } from '../../../shared/api/read.ts';
import { typeOfKind } from '../../../shared/api/schema.ts';
import { emptyState } from '../../../shared/api/state.ts';
import { warningsOf } from '../../../shared/api/warnings.ts';
import { isMap, type Value, type ValueMap } from '../../../shared/model/value.ts';
import { deepFreeze } from '../../support/deep-freeze.ts';

const POD = `
      serviceAccountName: web
      terminationGracePeriodSeconds: 30
      nodeName: node-1
      hostPID: true
      hostIPC: false
      nodeSelector: {kubernetes.io/os: linux}
      tolerations: [{key: dedicated, operator: Equal, value: web, effect: NoSchedule}, {operator: Exists}]
      securityContext: {runAsUser: 1000, fsGroup: 1000, runAsNonRoot: true}
      imagePullSecrets: [{name: registry}]
      initContainers:
        - {name: init, image: busybox, command: [sh, -c, "true"], volumeMounts: [{name: data, mountPath: /data}]}
      containers:
        - name: web
          image: registry.example.com/web:1.2
          ports: [{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090, protocol: TCP}]
          env:
            - {name: A, value: b}
            - {name: KEY, valueFrom: {secretKeyRef: {name: web, key: key}}}
            - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
            - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu, divisor: "0"}}}
          envFrom: [{configMapRef: {name: web}}]
          volumeMounts: [{name: data, mountPath: /data}, {name: settings, mountPath: /etc/web, readOnly: true}]
          resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: "0.5", memory: 1Gi}}
          securityContext: {allowPrivilegeEscalation: false, capabilities: {add: [NET_ADMIN], drop: [ALL]}}
          livenessProbe: {httpGet: {path: /, port: http}, periodSeconds: 5}
          readinessProbe: {tcpSocket: {port: 8080}, successThreshold: 2}
          lifecycle: {preStop: {exec: {command: [sleep, "5"]}}}
      volumes:
        - {name: data, emptyDir: {}}
        - {name: settings, configMap: {name: web, items: [{key: a, path: a.txt}]}}`;

const META =
  'metadata: {name: web, namespace: shop, labels: {app: web}, annotations: {example.com/a: b}, creationTimestamp: null}';
const TEMPLATE = `template:
    metadata: {labels: {app: web, tier: front}, creationTimestamp: null}
    spec:${POD}`;
const RUNNING = `replicas: 2\n  selector: {matchLabels: {app: web}}\n  ${TEMPLATE}`;

const ORDINARY: Readonly<Record<string, string>> = {
  Pod: `apiVersion: v1\nkind: Pod\n${META}\nspec:${POD}`,
  Deployment: `apiVersion: apps/v1\nkind: Deployment\n${META}\nspec:\n  minReadySeconds: 10\n  strategy: {type: RollingUpdate, rollingUpdate: {maxUnavailable: 0, maxSurge: 1}}\n  ${RUNNING}`,
  ReplicaSet: `apiVersion: apps/v1\nkind: ReplicaSet\n${META}\nspec:\n  ${RUNNING}`,
  DaemonSet: `apiVersion: apps/v1\nkind: DaemonSet\n${META}\nspec:\n  updateStrategy: {type: RollingUpdate}\n  ${RUNNING.replace('replicas: 2', 'revisionHistoryLimit: 2')}`,
  StatefulSet: `apiVersion: apps/v1\nkind: StatefulSet\n${META}\nspec:\n  serviceName: web\n  volumeClaimTemplates: [{metadata: {name: db}, spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}]\n  ${RUNNING}`,
  Job: `apiVersion: batch/v1\nkind: Job\n${META}\nspec:\n  backoffLimit: 2\n  ${TEMPLATE}\n      restartPolicy: Never`,
  Service: `apiVersion: v1\nkind: Service\n${META}\nspec: {type: NodePort, externalTrafficPolicy: Local, selector: {app: web}, ports: [{name: http, port: 80, targetPort: http, appProtocol: http}, {name: metrics, port: 9090, protocol: UDP}]}`,
  'headless Service': `apiVersion: v1\nkind: Service\n${META}\nspec: {clusterIP: None, publishNotReadyAddresses: true, selector: {app: web}, ports: [{port: 80}]}`,
  Ingress: `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${META}\nspec: {ingressClassName: nginx, tls: [{hosts: [www.example.com], secretName: tls}], rules: [{host: "*.example.com", http: {paths: [{path: /a, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]}`,
  EndpointSlice: `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\n${META}\naddressType: IPv4\nports: [{name: http, port: 80, protocol: TCP}, {port: 81}]\nendpoints: [{addresses: [10.1.2.3], conditions: {ready: true}, nodeName: a}]`,
  ConfigMap: `apiVersion: v1\nkind: ConfigMap\n${META}\ndata: {a: b}`,
  Secret: `apiVersion: v1\nkind: Secret\n${META}\ntype: Opaque\ndata: {a: Yg==}\nstringData: {c: d}`,
  ServiceAccount: `apiVersion: v1\nkind: ServiceAccount\n${META}`,
  Namespace: `apiVersion: v1\nkind: Namespace\n${META}`,
};

const VERSIONS = ['1.24', '1.31', '1.32', '1.33', '1.34', '1.35', '1.36'];

/** Values of all types, good and bad in most fields. */
const TEXTS =
  ' web http Web a.b -a 8080 1a .. / /a 0 1Ti 25% 101% 10.96.0.1 None Always Never ExternalName LoadBalancer ClusterIP UDP a//b x=y CAP_SYS_ADMIN 1m';
const ODD: readonly Value[] = [
  ...TEXTS.split(' '),
  'a'.repeat(64),
  0,
  1,
  -1,
  80,
  8080,
  9090,
  10_250,
  65_536,
  1.5,
  2 ** 31,
  Number.NaN,
  true,
  false,
  null,
  [],
  {},
  ['a'],
  ['127.0.0.1'],
  { a: 'b' },
  { name: 'web' },
  { port: 80 },
  { exec: { command: ['a'] } },
];

const FIELDS = [
  'name',
  'port',
  'hostPort',
  'value',
  'type',
  'clusterIP',
  'nodePort',
  'cpu',
  'hostNetwork',
  'grpc',
];

/** The value with something else in one place, which `where` leads to. */
function changed(value: Value, where: readonly number[], odd: Value | undefined): Value {
  const [here = 0, ...below] = where;
  if (Array.isArray(value)) {
    const items: readonly Value[] = value;
    if (items.length === 0 || below.length === 0) return odd ?? [...items, ...items.slice(0, 1)];
    const index = here % items.length;
    return items.map((item, at) => (at === index ? changed(item, below, odd) : item));
  }
  if (!isMap(value)) return odd ?? null;
  const keys = Object.keys(value);
  const key = keys[here % (keys.length + 1)];
  if (key === undefined) return { ...value, [FIELDS[here % FIELDS.length] ?? '']: odd ?? null };
  const item = value[key] ?? null;
  if (below.length > 0) return { ...value, [key]: changed(item, below, odd) };
  if (odd !== undefined) return { ...value, [key]: odd };
  return Object.fromEntries(Object.entries(value).filter(([other]) => other !== key));
}

function longWay(value: ValueMap, kubernetesVersion: string): readonly string[] {
  const options = { ...DEFAULT_OPTIONS, kubernetesVersion };
  const ctx = contextOf(options);
  const [apiVersion, kind] = [text(value, 'apiVersion'), text(value, 'kind')];
  const type = typeOfKind(apiVersion, kind);
  assert.ok(type);
  const { typeError, unknownFields } = decode(value, type, ctx.minor);
  const { answer } = create(value, options, emptyState());
  if (answer.code === 404) return []; // Names of namespaces are asked for in any case.
  if (!answer.object) return ['refused'];
  const warnings = warningsOf(ctx, apiVersion, kind, answer.object).map((warning) => warning.text);
  return [...(typeError ? [typeError] : []), ...unknownFields].map(({ message }) => message).concat(warnings);
}

/** What each of these needs, or may have but one of, is no longer so. */
const NOT_ORDINARY: readonly (readonly [title: string, kind: string, from: string, to: string])[] = [
  ['lacks its name', 'Pod', 'name: web, namespace', 'namespace'],
  ['lacks an image', 'Deployment', 'image: busybox, ', ''],
  [
    'has two sources of a variable',
    'Pod',
    'secretKeyRef: {',
    'fieldRef: {fieldPath: metadata.name}, secretKeyRef: {',
  ],
  ['has no source of a variable', 'Pod', '{fieldRef: {fieldPath: metadata.name}}', '{}'],
  [
    'has two handlers in a probe',
    'Job',
    'tcpSocket: {port: 8080}',
    'tcpSocket: {port: 8080}, exec: {command: [a]}',
  ],
  ['lacks its selector', 'DaemonSet', 'selector: {matchLabels: {app: web}}', 'revisionHistoryLimit: 2'],
  ['selects other pods', 'ReplicaSet', 'matchLabels: {app: web}', 'matchLabels: {app: other}'],
  ['selects with no label', 'ReplicaSet', 'matchLabels: {app: web}', 'matchLabels: {}'],
  ['mounts no volume', 'StatefulSet', '- {name: data, emptyDir: {}}', '- {name: other, emptyDir: {}}'],
  ['has two ports of one name', 'Service', 'name: metrics', 'name: http'],
  ['has two ports of one number', 'Service', 'port: 9090, protocol: UDP', 'port: 80, protocol: TCP'],
  ['has a container port twice', 'Pod', 'containerPort: 9090, protocol', 'containerPort: 8080, protocol'],
  ['asks for more than its limit', 'Pod', 'memory: 64Mi', 'memory: 2Gi'],
  ['adds a privilege that it must not escalate to', 'Pod', 'NET_ADMIN', 'CAP_SYS_ADMIN'],
  ['is ready later than its deadline', 'Deployment', 'minReadySeconds: 10', 'minReadySeconds: 600'],
  ['was created', 'Namespace', 'creationTimestamp: null', 'creationTimestamp: soon'],
  ['has no rules', 'Ingress', 'rules: [', 'rules: [], tls: ['],
];

for (const [title, kind, from, to] of NOT_ORDINARY) {
  test(`a ${kind} that ${title} is not ordinary`, () => {
    const manifest = ORDINARY[kind] ?? '';
    assert.ok(manifest.includes(from));
    const value = readDocuments(manifest.replace(from, to)).documents[0]?.value;
    assert.ok(isMap(value) && !isOrdinary(value));
  });
}

for (const [title, manifest] of Object.entries(ORDINARY)) {
  const value = deepFreeze(readDocuments(manifest).documents[0]?.value ?? null);

  test(`an ordinary ${title} is known as one`, () => {
    assert.ok(isMap(value) && isOrdinary(value));
  });

  test(`a changed ${title} that still looks ordinary is accepted without a warning`, () => {
    const where = fc.array(fc.nat(40), { minLength: 1, maxLength: 9 });
    const odd = fc.option(fc.constantFrom(...ODD), { nil: undefined, freq: 6 });
    fc.assert(
      fc.property(where, odd, (at, other) => {
        const now = changed(value, at, other);
        if (!isMap(now) || !isOrdinary(now)) return;
        for (const version of VERSIONS) assert.deepEqual(longWay(now, version), [], version);
      }),
      { numRuns: 400 },
    );
  });
}
