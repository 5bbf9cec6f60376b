// What is given out before anything is validated.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueAt } from '../../../shared/model/value.ts';
import { answersTo, answerTo, complaints, service } from './create-with.ts';

const REFUSED: readonly (readonly [name: string, spec: string, complaint: string])[] = [
  [
    'an address outside the range hides every other fault',
    '{clusterIP: 10.97.0.1, ports: [{port: 0}]}',
    'spec.clusterIPs: Invalid value: ["10.97.0.1"]: failed to allocate IP 10.97.0.1: the provided network does not match the current range',
  ],
  [
    'the address of the Service kubernetes is taken',
    '{clusterIP: 10.96.0.1, ports: [{port: 80}]}',
    'spec.clusterIPs: Invalid value: ["10.96.0.1"]: failed to allocate IP 10.96.0.1: provided IP is already allocated',
  ],
  [
    'an address comes before a node port',
    '{type: NodePort, clusterIP: bad, ports: [{port: 80, nodePort: 1}]}',
    'spec.clusterIPs[0]: Invalid value: "bad": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
  ],
  [
    'a node port outside the range hides every other fault',
    '{type: NodePort, ports: [{port: 0, nodePort: 80}]}',
    'spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767',
  ],
  [
    'only the first node port is told',
    '{type: NodePort, ports: [{port: 1, nodePort: 1}, {port: 2, nodePort: 2}]}',
    'spec.ports[0].nodePort: Invalid value: 1: provided port is not in the valid range. The range of valid ports is 30000-32767',
  ],
  [
    'a second family needs a cluster that has it',
    '{ipFamilyPolicy: RequireDualStack, ports: [{port: 80}]}',
    'spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services',
  ],
];

for (const [name, spec, complaint] of REFUSED) {
  test(name, () => {
    const answer = answerTo(service(spec));
    assert.equal(answer.code, 422);
    assert.deepEqual(complaints(answer), [complaint]);
  });
}

test('a health check port that is not to be had is an internal error', () => {
  const answer = answerTo(
    service(
      '{type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: -1, ports: [{port: 80}]}',
    ),
  );
  assert.equal(answer.code, 500);
  assert.match(
    complaints(answer)[0] ?? '',
    /failed to allocate requested HealthCheck NodePort -1: provided port is not/,
  );
});

test('what one Service took, the next cannot have, whatever its protocol', () => {
  const first = service('{type: NodePort, clusterIP: 10.96.5.5, ports: [{port: 80, nodePort: 30080}]}', 'a');
  const codes = answersTo(
    first,
    service('{type: NodePort, ports: [{port: 80, protocol: UDP, nodePort: 30080}]}', 'b'),
    service('{clusterIP: 10.96.5.5, ports: [{port: 80}]}', 'c'),
    service('{ports: [{port: 80}]}', 'a'),
    service(
      '{type: NodePort, ports: [{name: a, port: 80, nodePort: 30081}, {name: b, port: 80, protocol: UDP, nodePort: 30081}]}',
      'd',
    ),
  ).map(({ code }) => code);
  assert.deepEqual(codes, [201, 422, 422, 409, 201]);
});

test('a refused Service takes nothing, a leniently created one does', () => {
  const port = '{type: NodePort, ports: [{port: 80, nodePort: 30080}]';
  const codes = answersTo(
    service(`${port}, sessionAffinity: x}`, 'a'),
    service(`${port}, foo: 1}`, 'b'),
    service(`${port}}`, 'c'),
  ).map(({ code }) => code);
  assert.deepEqual(codes, [422, 400, 422]);
});

test('ports of one number share a node port', () => {
  const answer = answerTo(
    service(
      '{type: NodePort, ports: [{name: a, port: 80}, {name: b, port: 80, protocol: UDP, nodePort: 30099}]}',
    ),
  );
  const spec = answer.object?.['spec'] as { ports: readonly { nodePort?: number }[] };
  assert.deepEqual(
    spec.ports.map(({ nodePort }) => nodePort),
    [30099, 30099],
  );
});

test('families follow from addresses, from the cluster, and from having neither selector nor address', () => {
  const families = (spec: string, ipFamilies: readonly ('IPv4' | 'IPv6')[] = ['IPv4', 'IPv6']): unknown =>
    valueAt(answerTo(service(spec), { ipFamilies }).object, ['spec', 'ipFamilies']);
  assert.deepEqual(families('{ports: [{port: 80}]}'), ['IPv4']);
  assert.deepEqual(families('{ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]}'), ['IPv4', 'IPv6']);
  assert.deepEqual(families('{ipFamilyPolicy: PreferDualStack, ports: [{port: 80}]}', ['IPv4']), ['IPv4']);
  assert.deepEqual(families('{clusterIP: "fd00:10:96::9", ports: [{port: 80}]}'), ['IPv6']);
  assert.deepEqual(families('{clusterIP: None}', ['IPv4']), ['IPv4', 'IPv6']);
});

test('a Service without a name gets no address since 1.33', () => {
  const manifest = 'apiVersion: v1\nkind: Service\nspec: {ports: []}\n';
  assert.match(
    complaints(answerTo(manifest))[0] ?? '',
    /^spec\.clusterIPs: .*spec\.parentRef\.name: Required value$/,
  );
  assert.deepEqual(complaints(answerTo(manifest, { kubernetesVersion: '1.32' })), [
    'metadata.name: Required value: name or generateName is required',
    'spec.ports: Required value',
  ]);
});
