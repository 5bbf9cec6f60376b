// Faults of pods and of what makes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, complaints, pod } from './create-with.ts';

function workload(kind: string, spec: string, apiVersion = 'apps/v1'): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`;
}

function container(rest: string): string {
  return pod(`{containers: [{name: c, image: x, ${rest}}]}`);
}

const C = 'containers: [{name: c, image: x}]';
const TEMPLATE = `template: {metadata: {labels: {app: web}}, spec: {${C}}}`;
const SELECTOR = 'selector: {matchLabels: {app: web}}';
const MISMATCH = '`selector` does not match template `labels`';

const TABLE: readonly (readonly [name: string, manifest: string, complaints: readonly string[]])[] = [
  ['a pod without containers', pod('{}'), ['spec.containers: Required value']],
  [
    'a container without image',
    pod('{containers: [{name: c}]}'),
    ['spec.containers[0].image: Required value'],
  ],
  [
    'two containers of one name',
    pod('{containers: [{name: c, image: x}, {name: c, image: x}]}'),
    ['spec.containers[1].name: Duplicate value: "c"'],
  ],
  [
    'an init container of the same name',
    pod(`{${C}, initContainers: [{name: c, image: x}]}`),
    ['spec.initContainers[0].name: Duplicate value: "c"'],
  ],
  [
    'a port without number',
    container('ports: [{name: http}]'),
    ['spec.containers[0].ports[0].containerPort: Required value'],
  ],
  [
    'a port name of digits',
    container('ports: [{name: "8080", containerPort: 80}]'),
    ['spec.containers[0].ports[0].name: Invalid value: "8080": must contain at least one letter (a-z)'],
  ],
  [
    'a port name twice, in two protocols',
    container('ports: [{name: dns, containerPort: 53}, {name: dns, containerPort: 53, protocol: UDP}]'),
    ['spec.containers[0].ports[1].name: Duplicate value: "dns"'],
  ],
  [
    'a host port twice',
    container('ports: [{containerPort: 80, hostPort: 80}, {containerPort: 81, hostPort: 80}]'),
    ['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
  ],
  [
    "a port twice on the host's network",
    pod(
      '{hostNetwork: true, containers: [{name: c, image: x, ports: [{containerPort: 80}, {containerPort: 80}]}]}',
    ),
    ['spec.containers[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
  ],
  [
    "another host port on the host's network",
    pod('{hostNetwork: true, containers: [{name: c, image: x, ports: [{containerPort: 80, hostPort: 81}]}]}'),
    [
      'spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true',
    ],
  ],
  [
    'a probe of nothing',
    container('readinessProbe: {}'),
    ['spec.containers[0].readinessProbe: Required value: must specify a handler type'],
  ],
  [
    'a probe port of no form',
    container('readinessProbe: {httpGet: {port: HTTP}}'),
    [
      'spec.containers[0].readinessProbe.httpGet.port: Invalid value: "HTTP": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      'spec.containers[0].readinessProbe.httpGet.port: Invalid value: "HTTP": must contain at least one letter (a-z)',
    ],
  ],
  [
    'a request above its limit',
    container('resources: {limits: {cpu: 500m}, requests: {cpu: 1}}'),
    [
      'spec.containers[0].resources.requests: Invalid value: "1": must be less than or equal to cpu limit of 500m',
    ],
  ],
  [
    'a mount of no volume',
    container('volumeMounts: [{name: v, mountPath: /v}]'),
    ['spec.containers[0].volumeMounts[0].name: Not found: "v"'],
  ],
  [
    'a value from two sides',
    container('env: [{name: A, value: b, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]'),
    [
      'spec.containers[0].env[0].valueFrom: Invalid value: "": may not be specified when `value` is not empty',
    ],
  ],
  [
    'a probe of an ordinary init container',
    pod(`{${C}, initContainers: [{name: i, image: x, readinessProbe: {tcpSocket: {port: 1}}}]}`),
    [
      'spec.initContainers[0].readinessProbe: Forbidden: may not be set for init containers without restartPolicy=Always',
    ],
  ],
  [
    'a DNS policy of nobody',
    pod(`{${C}, dnsPolicy: x}`),
    [
      'spec.dnsPolicy: Unsupported value: "x": supported values: "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"',
    ],
  ],
  [
    'a hostname in upper case',
    pod(`{${C}, hostname: A}`),
    [
      "spec.hostname: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
    ],
  ],
  [
    'rights that contradict each other',
    container('securityContext: {privileged: true, allowPrivilegeEscalation: false}'),
    [
      'spec.containers[0].securityContext: Invalid value: {"Capabilities":null,"Privileged":true,"SELinuxOptions":null,"WindowsOptions":null,"RunAsUser":null,"RunAsGroup":null,"RunAsNonRoot":null,"ReadOnlyRootFilesystem":null,"AllowPrivilegeEscalation":false,"ProcMount":null,"SeccompProfile":null,"AppArmorProfile":null}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true',
    ],
  ],
  [
    'a weight of nothing',
    pod(
      `{${C}, affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 0, preference: {}}]}}}`,
    ),
    [
      'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100',
    ],
  ],
  ['a Deployment', workload('Deployment', `{${SELECTOR}, ${TEMPLATE}}`), []],
  [
    'a Deployment without selector',
    workload('Deployment', `{${TEMPLATE}}`),
    [
      'spec.selector: Required value',
      `spec.template.metadata.labels: Invalid value: {"app":"web"}: ${MISMATCH}`,
    ],
  ],
  [
    'a DaemonSet without selector',
    workload('DaemonSet', `{${TEMPLATE}}`),
    [`spec.template.metadata.labels: Invalid value: {"app":"web"}: ${MISMATCH}`],
  ],
  [
    'an empty selector',
    workload('Deployment', `{selector: {}, ${TEMPLATE}}`),
    ['spec.selector: Invalid value: {}: empty selector is invalid for deployment'],
  ],
  [
    'a selector that does not match',
    workload('Deployment', `{selector: {matchLabels: {app: api}}, ${TEMPLATE}}`),
    [`spec.template.metadata.labels: Invalid value: {"app":"web"}: ${MISMATCH}`],
  ],
  [
    'a selector by expression',
    workload(
      'Deployment',
      `{selector: {matchExpressions: [{key: app, operator: In, values: [web]}]}, ${TEMPLATE}}`,
    ),
    [],
  ],
  [
    'a strategy in lower case',
    workload('Deployment', `{strategy: {type: rollingUpdate}, ${SELECTOR}, ${TEMPLATE}}`),
    [
      'spec.strategy: Unsupported value: {"Type":"rollingUpdate","RollingUpdate":null}: supported values: "Recreate", "RollingUpdate"',
    ],
  ],
  [
    'negative replicas',
    workload('Deployment', `{replicas: -1, ${SELECTOR}, ${TEMPLATE}}`),
    ['spec.replicas: Invalid value: -1: must be greater than or equal to 0'],
  ],
  [
    'a claim of nothing',
    workload(
      'StatefulSet',
      `{${SELECTOR}, ${TEMPLATE}, volumeClaimTemplates: [{metadata: {name: v}, spec: {}}]}`,
    ),
    [
      'spec.volumeClaimTemplates[0].spec.accessModes: Required value: at least 1 access mode is required',
      'spec.volumeClaimTemplates[0].spec.resources[storage]: Required value',
    ],
  ],
  [
    'a controller takes its selector from the template',
    workload('ReplicationController', `{${TEMPLATE}}`, 'v1'),
    [],
  ],
  [
    'a Job whose pods always restart',
    workload('Job', `{${TEMPLATE}}`, 'batch/v1'),
    ['spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"'],
  ],
  [
    'a schedule in words',
    workload(
      'CronJob',
      `{schedule: every day, jobTemplate: {spec: {template: {spec: {restartPolicy: Never, ${C}}}}}}`,
      'batch/v1',
    ),
    ['spec.schedule: Invalid value: "every day": expected exactly 5 fields, found 2: [every day]'],
  ],
];

for (const [name, manifest, expected] of TABLE) {
  test(`${name}: ${expected.length === 0 ? 'accepted' : 'refused'}`, () => {
    assert.deepEqual(complaints(answerTo(manifest)), expected);
  });
}

test("a template may repeat a port on the host's network, its pods may not", () => {
  const twice =
    '{hostNetwork: true, containers: [{name: c, image: x, ports: [{containerPort: 80}, {containerPort: 80}]}]}';
  const template = `template: {metadata: {labels: {app: web}}, spec: ${twice}}`;
  const answer = answerTo(workload('Deployment', `{${SELECTOR}, ${template}}`));
  assert.equal(answer.code, 201);
  assert.deepEqual(
    answer.warnings.map(({ text }) => text),
    [
      'spec.template.spec.containers[0].ports[1]: duplicate port definition with spec.template.spec.containers[0].ports[0]',
    ],
  );
});

test('the template of a StatefulSet is judged since 1.34', () => {
  const manifest = workload(
    'StatefulSet',
    `{${SELECTOR}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: c}]}}}`,
  );
  assert.equal(answerTo(manifest, { kubernetesVersion: '1.33' }).code, 201);
  assert.equal(answerTo(manifest, { kubernetesVersion: '1.34' }).code, 422);
});

test('a port name that two containers have is warned about since 1.33', () => {
  const manifest = pod(
    '{containers: [{name: a, image: x, ports: [{name: http, containerPort: 80}]}, {name: b, image: x, ports: [{name: http, containerPort: 81}]}]}',
  );
  const first = 'spec.containers[0].ports[0]';
  assert.deepEqual(
    answerTo(manifest).warnings.map(({ text }) => text),
    [
      `spec.containers[1].ports[0]: duplicate port name "http" with ${first}, services and probes that select ports by name will use ${first}`,
    ],
  );
  assert.deepEqual(answerTo(manifest, { kubernetesVersion: '1.32' }).warnings, []);
});
