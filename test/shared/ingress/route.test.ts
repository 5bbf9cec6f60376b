// Which backend an Ingress gives a request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backendPortOf, controllerTargetOf } from '../../../shared/ingress/backend.ts';
import { routeRequest } from '../../../shared/ingress/route.ts';
import type { Ingress } from '../../../shared/model/objects.ts';
import { settle } from '../../../shared/cluster/settle.ts';
import { cluster, objects } from '../cluster/objects.ts';

/** Rules as `host path pathType`, each leading to a Service called by its place from `s0` on; `default` for the default backend. */
function ingress(name: string, rules: readonly string[], annotations = ''): Ingress {
  const backend = (index: number): string => `{service: {name: s${index}, port: {number: 80}}}`;
  const written = rules.flatMap((rule, index) => {
    if (rule === 'default') return [];
    const [host, path, pathType = 'Prefix'] = rule.split(' ');
    const at = path === '-' ? '' : `path: ${path}, `;
    return [
      `{${host === '-' ? '' : `host: "${host}", `}http: {paths: [{${at}pathType: ${pathType}, backend: ${backend(index)}}]}}`,
    ];
  });
  const fallback = rules.indexOf('default');
  const text = `{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: ${name}, annotations: {${annotations}}}, spec: {${fallback < 0 ? '' : `defaultBackend: ${backend(fallback)}, `}rules: [${written.join(', ')}]}}`;
  const [object] = objects(text);
  if (object?.is !== 'Ingress') throw new Error('The text is no Ingress');
  return object;
}

function route(rules: readonly string[], url: string): string {
  const slash = url.indexOf('/');
  const result = routeRequest([ingress('one', rules)], { host: url.slice(0, slash), path: url.slice(slash) });
  if (result.kind === 'not-found') return `404 ${result.why}`;
  const service = result.route.backend.serviceName ?? '';
  return result.kind === 'rule' ? service : `default ${service} ${result.why}`;
}

const cases: readonly (readonly [string, readonly string[], string, string])[] = [
  ['Prefix goes by elements', ['a.com /foo'], 'a.com/foobar', '404 no-path'],
  ['Prefix takes what lies below', ['a.com /foo'], 'a.com/foo/bar', 's0'],
  ['a slash at the end of a Prefix makes no difference', ['a.com /foo/'], 'a.com/foo', 's0'],
  ['/ is a Prefix of all', ['a.com /'], 'a.com/x/y', 's0'],
  ['Exact is exact', ['a.com /foo Exact'], 'a.com/foo/', '404 no-path'],
  ['paths have upper and lower case', ['a.com /Foo'], 'a.com/foo', '404 no-path'],
  ['the longest path wins', ['a.com /', 'a.com /foo', 'a.com /foo/bar'], 'a.com/foo/bar/x', 's2'],
  ['Exact comes before Prefix', ['a.com /foo', 'a.com /foo Exact'], 'a.com/foo', 's1'],
  ['the earlier of two equal rules wins', ['a.com /foo', 'a.com /foo'], 'a.com/foo', 's0'],
  ['hosts have no case and no port', ['A.com /'], 'a.COM:8080/', 's0'],
  ['a star stands for one label', ['*.com /'], 'a.com/', 's0'],
  ['a star does not stand for two', ['*.com /'], 'b.a.com/', '404 no-host'],
  ['a star does not stand for none', ['*.a.com /'], 'a.com/', '404 no-host'],
  ['the very host comes before a star', ['*.com /foo', 'a.com /'], 'a.com/foo', 's1'],
  [
    'the closest host decides even where its paths do not match',
    ['*.com /', 'a.com /foo'],
    'a.com/bar',
    '404 no-path',
  ],
  ['a rule without a host is for any', ['- /', 'a.com /'], 'b.com/', 's0'],
  ['the default backend takes the rest', ['a.com /foo', 'default'], 'b.com/', 'default s1 no-host'],
  [
    'the default backend takes paths of a known host too',
    ['a.com /foo', 'default'],
    'a.com/x',
    'default s1 no-path',
  ],
  ['no path takes all', ['a.com - ImplementationSpecific'], 'a.com/x', 's0'],
];
for (const [name, rules, url, expected] of cases) {
  test(name, () => assert.equal(route(rules, url), expected));
}

test('rules that were beaten say by what', () => {
  const rules = ['a.com /foo Exact', 'a.com /foo', 'a.com /', '*.com /foo', '- /'];
  const result = routeRequest([ingress('one', rules)], { host: 'a.com', path: '/foo' });
  assert.deepEqual(
    result.kind === 'rule' && result.beaten.map(({ by, backend }) => `${backend.serviceName} ${by}`),
    ['s1 exact-path', 's2 longer-path', 's3 exact-host', 's4 exact-host'],
  );
});

test('without any Ingress there is no rule', () => {
  assert.deepEqual(routeRequest([], { host: 'a.com', path: '/' }), { kind: 'not-found', why: 'no-ingress' });
});

test('a backend means a port of a Service in its namespace, by number or by name', () => {
  const text =
    '{apiVersion: v1, kind: Service, metadata: {name: s0}, spec: {ports: [{name: http, port: 80, targetPort: 8080}]}}';
  const { services } = settle(objects(text), cluster());
  const find = (servicePort: number | string | undefined, name = 's0', namespace = 'default'): string => {
    const [backend] = ingress('one', ['a.com /']).backends;
    assert.ok(backend);
    const found = backendPortOf({ ...backend, serviceName: name, servicePort }, namespace, services);
    return found.fault ?? String(found.port.port);
  };
  assert.equal(find(80), '80');
  assert.equal(find('http'), '80');
  assert.equal(find(8080), 'no-port');
  assert.equal(find(80, 'nope'), 'no-service');
  assert.equal(find(80, 's0', 'shop'), 'no-service');
});

test('an annotation sends the controller to the cluster IP', () => {
  const upstream = 'nginx.ingress.kubernetes.io/service-upstream: "true"';
  assert.equal(controllerTargetOf(ingress('one', [])), 'endpoints');
  assert.equal(controllerTargetOf(ingress('one', [], upstream)), 'service');
});
