// From targetPort to a number.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findPort, targetPortOf } from '../../../shared/cluster/find-port.ts';
import { service, source } from './objects.ts';

const { template } = source(`{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {
  initContainers: [
    {name: setup, ports: [{name: early, containerPort: 1}]},
    {name: proxy, restartPolicy: Always, ports: [{name: http, containerPort: 2}, {name: side, containerPort: 3}]}],
  containers: [
    {name: a, ports: [{name: dns, containerPort: 53, protocol: UDP}, {name: http, containerPort: 8080}]},
    {name: b, ports: [{name: dns, containerPort: 54}, {name: http, containerPort: 9090}]}]}}`);

describe('a target port', () => {
  const cases: readonly [string, string, number | string][] = [
    ['a number is not checked', 'port: 80, targetPort: 4711', 4711],
    ['absent means the port', 'port: 80', 80],
    ['0 means the port', 'port: 80, targetPort: 0', 80],
    ['empty means the port', 'port: 80, targetPort: ""', 80],
    ['the first container wins', 'port: 80, targetPort: http', 8080],
    ['the protocol has to fit', 'port: 80, targetPort: dns', 54],
    ['UDP is another port', 'port: 80, targetPort: dns, protocol: UDP', 53],
    ['a sidecar is found last', 'port: 80, targetPort: side', 3],
    ['another protocol is told', 'port: 80, targetPort: http, protocol: SCTP', 'wrong-protocol'],
    ['an init container is told', 'port: 80, targetPort: early', 'init-container'],
    ['nothing has the name', 'port: 80, targetPort: grpc', 'no-named-port'],
    ['nothing is written yet', 'name: http', 'no-named-port'],
  ];
  for (const [title, text, expected] of cases) {
    test(title, () => {
      const [port] = service(`ports: [{${text}}]`).ports;
      const found = port && findPort(template, port, { readSidecars: true });
      assert.equal(found?.number ?? found?.missing, expected);
    });
  }
});

test('before 1.33 the port of a sidecar does not reach slices', () => {
  const [side, http] = service('ports: [{port: 1, targetPort: side}, {port: 2, targetPort: http}]').ports;
  assert.ok(side && http);
  assert.deepEqual(findPort(template, side, { readSidecars: false }), { missing: 'not-in-slices' });
  assert.deepEqual(findPort(template, http, { readSidecars: false }), { number: 8080 });
  assert.equal(targetPortOf(side), 'side');
});
