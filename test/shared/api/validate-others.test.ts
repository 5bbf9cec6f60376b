// Faults of the objects around Services, kind by kind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, complaints } from './create-with.ts';

function endpoints(subsets: string): string {
  return `apiVersion: v1\nkind: Endpoints\nmetadata: {name: a}\nsubsets: ${subsets}\n`;
}

function slice(rest: string): string {
  return `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a}\n${rest}\n`;
}

function ingress(spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: ${spec}\n`;
}

function policy(spec: string): string {
  return `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: ${spec}\n`;
}

function cronJob(fields: string): string {
  const pod = '{restartPolicy: Never, containers: [{name: a, image: a}]}';
  const job = `jobTemplate: {spec: {template: {spec: ${pod}}}}`;
  return `apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec: {${job}, ${fields}}\n`;
}

function zone(timeZone: string): string {
  return cronJob(`schedule: "@daily", timeZone: ${timeZone}`);
}

function budget(fields: string): string {
  return `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: a}\nspec: {selector: {}, ${fields}}\n`;
}

function autoscaler(fields: string): string {
  const target = 'scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: a}';
  return `apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: a}\nspec: {${target}, maxReplicas: 2, ${fields}}\n`;
}

const UNKNOWN_METRIC =
  'spec.metrics[0].type: Unsupported value: "Cpu": supported values: "ContainerResource", "External", "Object", "Pods", "Resource"';

const BACKEND = 'backend: {service: {name: web, port: {number: 80}}}';

const TABLE: readonly (readonly [name: string, manifest: string, complaints: readonly string[]])[] = [
  ['Endpoints without subsets', endpoints('[]'), []],
  [
    'a subset without addresses',
    endpoints('[{ports: [{port: 80}]}]'),
    ['subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`'],
  ],
  [
    'an address that is a name is told twice',
    endpoints('[{addresses: [{ip: db}]}]'),
    [
      'subsets[0].addresses[0].ip: Invalid value: "db": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
      'subsets[0].addresses[0].ip: Invalid value: "db": must be a valid IP address',
    ],
  ],
  [
    'two ports, one of them without a name',
    endpoints('[{addresses: [{ip: 10.0.0.1}], ports: [{port: 1}, {port: 2, name: b}]}]'),
    ['subsets[0].ports[0].name: Required value'],
  ],
  ['a slice without address type', slice('endpoints: []'), ['addressType: Required value']],
  [
    'port 0 of a slice',
    slice('addressType: IPv4\nendpoints: [{addresses: [10.0.0.1]}]\nports: [{port: 0}]'),
    [],
  ],
  [
    'two ports of a slice without names',
    slice('addressType: IPv4\nendpoints: []\nports: [{port: 1}, {port: 2}]'),
    ['ports[1].name: Duplicate value: ""'],
  ],
  [
    'an empty protocol in a slice',
    slice('addressType: IPv4\nendpoints: []\nports: [{port: 1, protocol: ""}]'),
    ['ports[0].protocol: Unsupported value: "": supported values: "SCTP", "TCP", "UDP"'],
  ],
  [
    'an address of the other family',
    slice('addressType: IPv6\nendpoints: [{addresses: [10.0.0.1]}]'),
    ['endpoints[0].addresses: Invalid value: "10.0.0.1": must be an IPv6 address'],
  ],
  [
    'an address written the long way',
    slice('addressType: IPv6\nendpoints: [{addresses: ["2001:0db8::1"]}]'),
    ['endpoints[0].addresses[0]: Invalid value: "2001:0db8::1": must be in canonical form ("2001:db8::1")'],
  ],
  [
    'a name of one segment',
    slice('addressType: FQDN\nendpoints: [{addresses: [db]}]'),
    [
      'endpoints[0].addresses[0]: Invalid value: "db": should be a domain with at least two segments separated by dots',
    ],
  ],
  [
    'nine hints',
    slice(
      `addressType: IPv4\nendpoints: [{addresses: [10.0.0.1], hints: {forZones: [${'{name: a},'.repeat(9)}]}}]`,
    ),
    ['endpoints[0].hints.forZones: Too many: 9: must have at most 8 items'],
  ],
  [
    'an Ingress without rules',
    ingress('{}'),
    ['spec: Invalid value: null: either `defaultBackend` or `rules` must be specified'],
  ],
  [
    'a path without type',
    ingress(`{rules: [{http: {paths: [{path: /, ${BACKEND}}]}}]}`),
    ['spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified'],
  ],
  [
    'a relative path',
    ingress(`{rules: [{http: {paths: [{path: a, pathType: Prefix, ${BACKEND}}]}}]}`),
    ['spec.rules[0].http.paths[0].path: Invalid value: "a": must be an absolute path'],
  ],
  [
    'no path for nothing in particular',
    ingress(`{rules: [{http: {paths: [{pathType: ImplementationSpecific, ${BACKEND}}]}}]}`),
    [],
  ],
  [
    'a host that is an address',
    ingress('{rules: [{host: 10.0.0.1}]}'),
    ['spec.rules[0].host: Invalid value: "10.0.0.1": must be a DNS name, not an IP address'],
  ],
  [
    'a backend port by name and number',
    ingress('{defaultBackend: {service: {name: a, port: {name: b, number: 1}}}}'),
    ['spec.defaultBackend: Invalid value: "": cannot set both port name & port number'],
  ],
  [
    'a backend of nothing',
    ingress('{defaultBackend: {}}'),
    ['spec.defaultBackend: Invalid value: "": resource or service backend is required'],
  ],
  ['a policy for all pods', policy('{podSelector: {}}'), []],
  [
    'a peer that is nobody',
    policy('{ingress: [{from: [{}]}]}'),
    ['spec.ingress[0].from[0]: Required value: must specify a peer'],
  ],
  [
    'a block beside a selector',
    policy('{ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]}'),
    ['spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer'],
  ],
  [
    'an end before its start',
    policy('{egress: [{ports: [{port: 80, endPort: 79}]}]}'),
    ['spec.egress[0].ports[0].endPort: Invalid value: 79: must be greater than or equal to `port`'],
  ],
  [
    'an exception outside',
    policy('{egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}]}]}'),
    [
      'spec.egress[0].to[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
    ],
  ],
  [
    'a policy type of nobody',
    policy('{policyTypes: [Foo]}'),
    ['spec.policyTypes[0]: Unsupported value: "Foo": supported values: "Ingress", "Egress"'],
  ],
  [
    'a schedule with a time zone',
    cronJob('schedule: "TZ=UTC 0 23 * * *"'),
    [
      'spec.schedule: Invalid value: "TZ=UTC 0 23 * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
    ],
  ],
  ['a time zone', zone('Europe/Berlin'), []],
  ['the name that a time zone once had', zone('US/Pacific'), []],
  ['a time zone by its offset', zone('Etc/GMT+8'), []],
  ['a time zone of a file that zones come with', zone('posix/UTC'), []],
  [
    'an empty time zone',
    zone('""'),
    ['spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string'],
  ],
  [
    'the time zone of the server',
    zone('Local'),
    [
      'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
    ],
  ],
  [
    'a time zone that is not there',
    zone('Europe/Nowhere'),
    ['spec.timeZone: Invalid value: "Europe/Nowhere": unknown time zone Europe/Nowhere'],
  ],
  [
    'a time zone in small letters',
    zone('europe/berlin'),
    ['spec.timeZone: Invalid value: "europe/berlin": unknown time zone europe/berlin'],
  ],
  [
    'a time zone that leads elsewhere',
    zone('../UTC'),
    ['spec.timeZone: Invalid value: "../UTC": unknown time zone ../UTC'],
  ],
  ['a budget that evicts the unhealthy', budget('unhealthyPodEvictionPolicy: AlwaysAllow'), []],
  [
    'a budget with a policy of nobody',
    budget('unhealthyPodEvictionPolicy: Always'),
    [
      'spec.unhealthyPodEvictionPolicy: Unsupported value: "Always": supported values: "AlwaysAllow", "IfHealthyBudget"',
    ],
  ],
  ['an autoscaler', autoscaler('behavior: {scaleDown: {selectPolicy: Disabled}}'), []],
  [
    'a metric of a type that is not there',
    autoscaler('metrics: [{type: Cpu}]'),
    [UNKNOWN_METRIC, UNKNOWN_METRIC],
  ],
  [
    'a metric that says nothing',
    autoscaler('metrics: [{type: ContainerResource}]'),
    [
      'spec.metrics[0].containerResource: Required value: must populate information for the given metric source',
    ],
  ],
  [
    'scaling at the limits',
    autoscaler(
      'behavior: {scaleUp: {selectPolicy: Max, stabilizationWindowSeconds: 3600, policies: [{type: Pods, value: 1, periodSeconds: 1800}]}}',
    ),
    [],
  ],
  [
    'scaling beyond the limits',
    autoscaler(
      'behavior: {scaleUp: {selectPolicy: Most, stabilizationWindowSeconds: 3601}, scaleDown: {stabilizationWindowSeconds: -1, policies: [{type: Pod, value: 0, periodSeconds: 1801}]}}',
    ),
    [
      'spec.behavior.scaleUp.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600',
      'spec.behavior.scaleUp.selectPolicy: Unsupported value: "Most": supported values: "Disabled", "Max", "Min"',
      'spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: -1: must be greater than or equal to zero',
      'spec.behavior.scaleDown.policies[0].type: Unsupported value: "Pod": supported values: "Percent", "Pods"',
      'spec.behavior.scaleDown.policies[0].value: Invalid value: 0: must be greater than zero',
      'spec.behavior.scaleDown.policies[0].periodSeconds: Invalid value: 1801: must be less than or equal to 1800',
    ],
  ],
  [
    'scaling by no policy',
    autoscaler('behavior: {scaleUp: {policies: []}}'),
    ['spec.behavior.scaleUp.policies: Required value: must specify at least one Policy'],
  ],
  [
    'a namespace with an impossible name',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: Bad_NS}\n',
    ['metadata.namespace: namespaces "Bad_NS" not found'],
  ],
  [
    'a resource version',
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, resourceVersion: "1"}\n',
    ['metadata.resourceVersion: resourceVersion should not be set on objects to be created'],
  ],
  [
    'a custom resource is not judged',
    'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: Any_Thing, foo: 1}\nspec: 5\n',
    [],
  ],
];

for (const [name, manifest, expected] of TABLE) {
  test(`${name}: ${expected.length === 0 ? 'accepted' : 'refused'}`, () => {
    assert.deepEqual(complaints(answerTo(manifest)), expected);
  });
}

test('a kind of a built-in group that does not exist is not found', () => {
  const answer = answerTo('apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: a}\n');
  assert.equal(answer.code, 404);
  assert.deepEqual(
    answer.causes.map(({ reason, message }) => [reason, message]),
    [['NoMatch', 'no matches for kind "Ingress" in version "extensions/v1beta1"']],
  );
});

test('Endpoints are deprecated since 1.33, also when they are refused', () => {
  const texts = (version: string): readonly string[] =>
    answerTo(endpoints('[{}]'), { kubernetesVersion: version }).warnings.map(({ text }) => text);
  assert.deepEqual(texts('1.33'), [
    'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  ]);
  assert.deepEqual(texts('1.32'), []);
});
