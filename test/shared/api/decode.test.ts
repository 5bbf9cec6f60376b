// Decoding with the sentences of a Kubernetes 1.36 API server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, complaints, pod, service } from './create-with.ts';

const TYPE_ERRORS: readonly (readonly [name: string, manifest: string, message: string])[] = [
  [
    'a quoted port',
    service('{ports: [{port: "80"}]}'),
    'string into Go struct field ServicePort.spec.ports.port of type int32',
  ],
  [
    'a fraction',
    service('{ports: [{port: 80.50}]}'),
    'number 80.5 into Go struct field ServicePort.spec.ports.port of type int32',
  ],
  [
    'a port beyond 32 bits',
    service('{ports: [{port: 10000000000}]}'),
    'number 10000000000 into Go struct field ServicePort.spec.ports.port of type int32',
  ],
  [
    'ports as a map',
    service('{ports: {port: 80}}'),
    'object into Go struct field ServiceSpec.spec.ports of type []v1.ServicePort',
  ],
  [
    'a number as a port',
    service('{ports: [80]}'),
    'number into Go struct field ServiceSpec.spec.ports of type v1.ServicePort',
  ],
  [
    'a protocol number',
    service('{ports: [{port: 80, protocol: 6}]}'),
    'number into Go struct field ServicePort.spec.ports.protocol of type v1.Protocol',
  ],
  [
    'a number in a selector',
    service('{selector: {app: 1}, ports: [{port: 80}]}'),
    'number into Go struct field ServiceSpec.spec.selector of type string',
  ],
  [
    'matchLabels in a Service',
    service('{selector: {matchLabels: {app: web}}}'),
    'object into Go struct field ServiceSpec.spec.selector of type string',
  ],
  [
    'a selector as a list',
    service('{selector: [{app: web}]}'),
    'array into Go struct field ServiceSpec.spec.selector of type map[string]string',
  ],
  [
    'a spec as a list',
    service('[{ports: []}]'),
    'array into Go struct field Service.spec of type v1.ServiceSpec',
  ],
  [
    'a boolean target port',
    service('{ports: [{port: 80, targetPort: true}]}'),
    'bool into Go struct field ServicePort.spec.ports.targetPort of type int32',
  ],
  [
    'an embedded struct',
    pod('{containers: [{name: c, livenessProbe: {exec: x}}]}'),
    'string into Go struct field Probe.spec.containers.livenessProbe.ProbeHandler.exec of type v1.ExecAction',
  ],
  [
    'a named list',
    service('{ipFamilies: IPv4}'),
    'string into Go struct field ServiceSpec.spec.ipFamilies of type []v1.IPFamily',
  ],
  [
    'a named map',
    pod('{containers: [{name: c, resources: {limits: x}}]}'),
    'string into Go struct field ResourceRequirements.spec.containers.resources.limits of type v1.ResourceList',
  ],
  [
    'the first error by the order of keys',
    service('{selector: {app: 1}, ports: [{port: "80"}]}'),
    'string into Go struct field ServicePort.spec.ports.port of type int32',
  ],
  [
    'an int-or-string after another error',
    service('{ports: [{port: "80", targetPort: true}]}'),
    'bool into Go struct field ServicePort.spec.ports.targetPort of type int32',
  ],
];

for (const [name, manifest, message] of TYPE_ERRORS) {
  test(`${name} is refused in the server's words`, () => {
    const answer = answerTo(manifest);
    assert.equal(answer.code, 400);
    assert.deepEqual(
      answer.causes.map((cause) => cause.message),
      [`json: cannot unmarshal ${message}`],
    );
    assert.equal(answer.object, undefined);
  });
}

const OWN_DECODERS: readonly (readonly [name: string, manifest: string, message: string])[] = [
  [
    'a quantity',
    pod('{containers: [{name: c, image: 5, resources: {limits: {cpu: x}}}]}'),
    "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
  ],
  [
    'a date alone',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a, creationTimestamp: "2020-01-01"}\n',
    'parsing time "2020-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"',
  ],
  [
    'base64',
    'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata: {a: "hello world"}\n',
    'illegal base64 data at input byte 5',
  ],
  ['.nan', service('{ports: [{port: .nan}]}'), 'json: unsupported value: NaN'],
];

for (const [name, manifest, message] of OWN_DECODERS) {
  test(`${name} is refused without a path in the sentence, but with a place`, () => {
    const answer = answerTo(manifest);
    assert.deepEqual(
      answer.causes.map((cause) => cause.message),
      [message],
    );
    assert.ok((answer.causes[0]?.path.length ?? 0) > 1);
  });
}

test('before 1.35 embedded structs are not named', () => {
  const answer = answerTo(pod('{containers: [{name: c, livenessProbe: {exec: x}}]}'), {
    kubernetesVersion: '1.34',
  });
  assert.match(
    answer.causes[0]?.message ?? '',
    /field Probe\.spec\.containers\.livenessProbe\.exec of type v1\.ExecAction$/,
  );
});

test('unknown fields are all told, by key, with their place, and the object goes on without them', () => {
  const answer = answerTo(service('{zeta: 1, alpha: 2, ports: [{port: 80, zz: 1, aa: {b: 1}}]}'));
  assert.equal(answer.code, 400);
  assert.deepEqual(complaints(answer), [
    'spec.alpha: unknown field "spec.alpha"',
    'spec.ports[0].aa: unknown field "spec.ports[0].aa"',
    'spec.ports[0].zz: unknown field "spec.ports[0].zz"',
    'spec.zeta: unknown field "spec.zeta"',
  ]);
  assert.deepEqual(answer.causes[1]?.path, ['spec', 'ports', 0, 'aa']);
  assert.equal(answer.causes[1]?.on, 'key');
  const spec = answer.object?.['spec'] as { ports: readonly object[] };
  assert.deepEqual(spec.ports, [{ port: 80, protocol: 'TCP', targetPort: 80 }]);
});

test('field names are case sensitive and nothing hides in a key', () => {
  const answer = answerTo(service('{ports: [{port: 80, Port: 81}], "a[0]": 1, "": 2, __proto__: 3}'));
  assert.deepEqual(
    answer.causes.map(({ field }) => field),
    ['spec.', 'spec.__proto__', 'spec.a[0]', 'spec.ports[0].Port'],
  );
});

test('at most a hundred unknown fields are listed', () => {
  const fields = Array.from({ length: 120 }, (_, index) => `f${index}: 1`).join(', ');
  assert.equal(answerTo(service(`{${fields}, ports: [{port: 80}]}`)).causes.length, 100);
});

test('null means not set, in a list it is an empty item', () => {
  assert.equal(
    answerTo(service('{selector: {app: null}, externalIPs: null, ports: [{port: 80, targetPort: null}]}'))
      .code,
    201,
  );
  assert.deepEqual(complaints(answerTo(service('{ports: [null]}'))), [
    'spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    'spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive',
  ]);
});

test('a document without apiVersion or kind, or that is no mapping, is not read any further', () => {
  assert.match(complaints(answerTo('a: 1'))[0] ?? '', /Object 'Kind' is missing/);
  assert.match(complaints(answerTo('- a'))[0] ?? '', /cannot unmarshal array into Go value of type struct/);
  assert.match(
    complaints(answerTo('apiVersion: 1\nkind: Service'))[0] ?? '',
    /number into Go struct field \.apiVersion of type string/,
  );
});
