// Faults of Services one by one; whole manifests are compared with a control plane in golden.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, complaints, service } from './create-with.ts';

const P = 'ports: [{port: 80}]';

const TABLE: readonly (readonly [name: string, spec: string, complaints: readonly string[]])[] = [
  ['one port is enough', `{${P}}`, []],
  ['no port', '{}', ['spec.ports: Required value']],
  ['no port, headless', '{clusterIP: None}', []],
  [
    'two ports, one of them without a name',
    '{ports: [{port: 80, name: a}, {port: 81}]}',
    ['spec.ports[1].name: Required value'],
  ],
  [
    'a protocol in lower case',
    '{ports: [{port: 80, protocol: tcp}]}',
    ['spec.ports[0].protocol: Unsupported value: "tcp": supported values: "SCTP", "TCP", "UDP"'],
  ],
  ['an empty protocol is TCP', '{ports: [{port: 80, protocol: ""}]}', []],
  [
    'a quoted target port',
    '{ports: [{port: 80, targetPort: "8080"}]}',
    ['spec.ports[0].targetPort: Invalid value: "8080": must contain at least one letter (a-z)'],
  ],
  ['target port 0 is the port', '{ports: [{port: 80, targetPort: 0}]}', []],
  [
    'a port twice',
    '{ports: [{name: a, port: 80}, {name: b, port: 80}]}',
    [
      'spec.ports[1]: Duplicate value: {"Name":"","Protocol":"TCP","AppProtocol":null,"Port":80,"TargetPort":0,"NodePort":0}',
    ],
  ],
  [
    'a node port of type ClusterIP',
    '{ports: [{port: 80, nodePort: 8080}]}',
    ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"],
  ],
  [
    'an unknown type',
    `{type: nodeport, ${P}}`,
    [
      'spec.type: Unsupported value: "nodeport": supported values: "ClusterIP", "ExternalName", "LoadBalancer", "NodePort"',
    ],
  ],
  [
    'headless NodePort',
    `{type: NodePort, clusterIP: None, ${P}}`,
    ['spec.clusterIPs[0]: Invalid value: "None": may not be set to \'None\' for NodePort services'],
  ],
  ['ExternalName without a name', '{type: ExternalName}', ['spec.externalName: Required value']],
  ['an external name with a final dot', '{type: ExternalName, externalName: db.example.com.}', []],
  [
    'an address for ExternalName',
    '{type: ExternalName, externalName: a.b, clusterIP: None}',
    ['spec.clusterIPs: Forbidden: may not be set for ExternalName services'],
  ],
  [
    'a timeout of a day',
    `{sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 86400}}, ${P}}`,
    [],
  ],
  [
    'a timeout of no time',
    `{sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}, ${P}}`,
    [
      'spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater than 0 and less than 86400',
    ],
  ],
  [
    'a timeout without affinity is dropped',
    `{sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}, ${P}}`,
    [],
  ],
  [
    'externalTrafficPolicy inside the cluster',
    `{externalTrafficPolicy: Local, ${P}}`,
    [
      'spec.externalTrafficPolicy: Invalid value: "Local": may only be set for externally-accessible services',
    ],
  ],
  [
    'externalTrafficPolicy with an external address',
    `{externalTrafficPolicy: Local, externalIPs: [8.8.8.8], ${P}}`,
    [],
  ],
  [
    'ranges without a load balancer',
    `{loadBalancerSourceRanges: [10.0.0.0/8], ${P}}`,
    ["spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'"],
  ],
  [
    'a class without a load balancer',
    `{loadBalancerClass: a, ${P}}`,
    ["spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"],
  ],
  [
    'an empty internalTrafficPolicy',
    `{internalTrafficPolicy: "", ${P}}`,
    ['spec.internalTrafficPolicy: Unsupported value: "": supported values: "Cluster", "Local"'],
  ],
  [
    'a trafficDistribution of nobody',
    `{trafficDistribution: x, ${P}}`,
    [
      'spec.trafficDistribution: Unsupported value: "x": supported values: "PreferClose", "PreferSameZone", "PreferSameNode"',
    ],
  ],
];

for (const [name, spec, expected] of TABLE) {
  test(`${name}: ${expected.length === 0 ? 'accepted' : 'refused'}`, () => {
    const answer = answerTo(service(spec));
    assert.deepEqual(complaints(answer), expected);
    assert.equal(answer.code, expected.length === 0 ? 201 : 422);
  });
}

const BY_VERSION: readonly (readonly [name: string, manifest: string, before: string, since: string])[] = [
  ['a name that starts with a digit', service(`{${P}}`, '1web'), '1.35', '1.36'],
  ['port 10250 of a load balancer', service('{type: LoadBalancer, ports: [{port: 10250}]}'), '1.32', '1.33'],
  [
    'trafficDistribution PreferSameNode',
    service(`{trafficDistribution: PreferSameNode, ${P}}`),
    '1.33',
    '1.34',
  ],
];

for (const [name, manifest, before, since] of BY_VERSION) {
  test(`${name} is refused in ${before} and accepted in ${since}`, () => {
    assert.equal(answerTo(manifest, { kubernetesVersion: before }).code, 422);
    assert.equal(answerTo(manifest, { kubernetesVersion: since }).code, 201);
  });
}

test('composite values are printed in Go syntax before 1.34', () => {
  const manifest = service('{ports: [{name: a, port: 80}, {name: b, port: 80}]}');
  assert.match(
    complaints(answerTo(manifest, { kubernetesVersion: '1.33' }))[0] ?? '',
    /Duplicate value: core\.ServicePort\{Name:"",/,
  );
});

test('a cause points at what is there, and says whether at the key or the value', () => {
  const [missing] = answerTo(service('{}')).causes;
  assert.deepEqual([missing?.path, missing?.on], [['spec'], 'key']);
  const [label] = answerTo(service(`{selector: {"a b": c}, ${P}}`)).causes;
  assert.deepEqual(
    [label?.field, label?.path, label?.on],
    ['spec.selector', ['spec', 'selector', 'a b'], 'key'],
  );
  const [type] = answerTo(service(`{type: x, ${P}}`)).causes;
  assert.deepEqual([type?.path, type?.on], [['spec', 'type'], 'value']);
});

test('fields that do nothing are accepted with a warning', () => {
  const warnings = answerTo(
    service(`{clusterIP: None, externalName: a, sessionAffinity: ClientIP, ${P}}`),
  ).warnings;
  assert.deepEqual(
    warnings.map(({ text }) => text),
    [
      'spec.SessionAffinity is ignored for headless services',
      'spec.externalName is ignored when spec.type is not "ExternalName"',
    ],
  );
});
