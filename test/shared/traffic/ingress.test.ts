// Requests through an Ingress controller, which knows endpoints and asks no kube-proxy.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { workloadText } from '../cluster/objects.ts';
import { trace, web } from './scenarios.ts';

const two = workloadText('Deployment', 'web', 'replicas: 2');
const PORTS = 'ports: [{name: http, port: 80, targetPort: 8080}]';

function ingress(service: string, port: string, annotations = ''): string {
  return (
    `---\n{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: shop, annotations: {${annotations}}}, ` +
    `spec: {rules: [{host: shop.com, http: {paths: [{path: /a, pathType: Prefix, ` +
    `backend: {service: {name: ${service}, port: {${port}}}}}]}}]}}\n`
  );
}

const all = two + web(`internalTrafficPolicy: Local, sessionAffinity: ClientIP, ${PORTS}`);

test('a controller takes turns over all endpoints, whatever the Service says of policies and affinity', () => {
  const { hops, backends } = trace(all + ingress('web', 'name: http'), 'http://shop.com/a/b', {
    from: 'external',
  });
  assert.deepEqual(
    hops.map(({ kind }) => kind),
    ['route', 'service', 'pod'],
  );
  assert.deepEqual(
    backends.map(({ pod, requests }) => `${pod} ${requests}`),
    ['web#1 30', 'web#2 30'],
  );
});

test('a controller that goes to the cluster IP meets kube-proxy on its node', () => {
  const upstream = 'nginx.ingress.kubernetes.io/service-upstream: "true"';
  const { hops, backends } = trace(all + ingress('web', 'number: 80', upstream), 'http://shop.com/a', {
    from: 'external',
  });
  assert.deepEqual(
    hops.map(({ kind }) => kind),
    ['route', 'service', 'proxy', 'pod'],
  );
  assert.deepEqual(
    backends.map(({ pod, requests }) => `${pod} ${requests}`),
    ['web#1 60'],
  );
});

test('a scenario can say where controllers go', () => {
  const { hops } = trace(all + ingress('web', 'number: 80'), 'http://shop.com/a', {
    from: 'external',
    controllerTarget: 'service',
  });
  assert.ok(hops.some(({ kind }) => kind === 'proxy'));
});

describe('a headless Service is reached by its endpoints', () => {
  const upstream = 'nginx.ingress.kubernetes.io/service-upstream: "true"';
  const cases: readonly (readonly [string, string, string, string, number])[] = [
    ['an unnamed port', '{port: 80, targetPort: 8080}', 'number: 80', '', 8080],
    ['a named port', '{name: web, port: 80, targetPort: 8080}', 'name: web', '', 8080],
    ['a named port by its number', '{name: web, port: 80, targetPort: 8080}', 'number: 80', '', 8080],
    ['a named targetPort', '{port: 80, targetPort: http}', 'number: 80', '', 8080],
    ['no targetPort', '{port: 80}', 'number: 80', '', 80],
    ['an annotation for the cluster IP', '{port: 80, targetPort: 8080}', 'number: 80', upstream, 8080],
  ];
  for (const [name, port, backend, annotations, expected] of cases) {
    test(name, () => {
      const text = two + web(`clusterIP: None, ports: [${port}]`) + ingress('web', backend, annotations);
      const { hops, backends } = trace(text, 'http://shop.com/a', { from: 'external' });
      const [route, service, pod] = hops;
      assert.deepEqual([route?.kind, service?.kind, pod?.kind, hops.length], ['route', 'service', 'pod', 3]);
      assert.ok(route?.kind === 'route' && route.via === 'ingress' && route.target === 'endpoints');
      assert.ok(service?.kind === 'service' && service.isBypassed && service.address === '');
      assert.deepEqual(
        backends.map((one) => `${one.pod} ${one.port} ${one.requests} ${one.failed}`),
        [`web#1 ${expected} 30 0`, `web#2 ${expected} 30 0`],
      );
    });
  }

  test('of which none may be ready', () => {
    const text =
      workloadText('Deployment', 'web', 'replicas: 1', 'sim/ready: "false"') +
      web('clusterIP: None, ports: [{port: 80, targetPort: 8080}]') +
      ingress('web', 'number: 80');
    const { ends } = trace(text, 'http://shop.com/a', { from: 'external' });
    assert.deepEqual(
      ends.map(({ end }) => [end.httpStatus, end.reason.code]),
      [[503, 'no-endpoints']],
    );
  });
});

test('a Service of another proxy is reached by its endpoints, and at its cluster IP not at all', () => {
  const label = ', labels: {service.kubernetes.io/service-proxy-name: other}';
  const text = two + web(PORTS, label) + ingress('web', 'number: 80');
  const ask = (controllerTarget: 'endpoints' | 'service'): string => {
    const { ends, outcome } = trace(text, 'http://shop.com/a', { from: 'external', controllerTarget });
    return ends[0]?.end.reason.code ?? outcome;
  };
  assert.deepEqual([ask('endpoints'), ask('service')], ['delivered', 'other-proxy']);
});

test('an ExternalName is followed by name', () => {
  const alias =
    '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: ExternalName, externalName: a.com, ports: [{port: 80}]}}';
  const { hops, backends } = trace(
    alias + ingress('web', 'number: 80').replace('---', '\n---'),
    'http://shop.com/a',
    { from: 'external' },
  );
  assert.deepEqual(
    hops.map(({ kind }) => kind),
    ['route', 'dns'],
  );
  assert.equal(backends[0]?.pod, 'a.com');
});

describe('a request without an answer', () => {
  const none = workloadText('Deployment', 'web', 'replicas: 0') + web(PORTS);
  const cases: readonly (readonly [string, string, string, number, string, string])[] = [
    [
      'has no rule for its path',
      all + ingress('web', 'number: 80'),
      'http://shop.com/b',
      404,
      'no-rule',
      'spec.rules',
    ],
    [
      'has no rule for its host',
      all + ingress('web', 'number: 80'),
      'http://other.com/a',
      404,
      'no-rule',
      'spec.rules',
    ],
    ['has no Ingress', all, 'http://shop.com/a', 404, 'no-rule', ''],
    [
      'meets a Service that does not exist',
      all + ingress('nope', 'number: 80'),
      'http://shop.com/a',
      503,
      'bad-backend',
      'spec.rules.0.http.paths.0.backend.service.name',
    ],
    [
      'meets a port that does not exist',
      all + ingress('web', 'number: 81'),
      'http://shop.com/a',
      503,
      'bad-backend',
      'spec.rules.0.http.paths.0.backend.service.port',
    ],
    [
      'meets no endpoint',
      none + ingress('web', 'number: 80'),
      'http://shop.com/a',
      503,
      'no-endpoints',
      'spec.selector',
    ],
  ];
  for (const [name, text, to, status, code, field] of cases) {
    test(name, () => {
      const [first] = trace(text, to, { from: 'external' }).ends;
      assert.equal(first?.end.httpStatus, status);
      assert.equal(first.end.reason.code, code);
      assert.equal(first.end.fixes[0]?.field.join('.') ?? '', field);
    });
  }
});
