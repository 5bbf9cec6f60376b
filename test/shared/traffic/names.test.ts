// Names that lead to no pod of the cluster: how the request ends, and in which words.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { explainEnd } from '../../../shared/render/trace-reasons.ts';
import { summarizeHop } from '../../../shared/render/trace-text.ts';
import { podText, workloadText } from '../cluster/objects.ts';
import { trace, web, type ScenarioChanges } from './scenarios.ts';

function aliasText(name: string, of: string): string {
  return `---\n{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {type: ExternalName, externalName: ${of}}}\n`;
}

const DOMAIN = 'default.svc.cluster.local';
const text =
  web('ports: [{port: 80, targetPort: 8080}]') +
  podText('web-1', 'app: web') +
  aliasText('nowhere', `nope.${DOMAIN}`) +
  aliasText('one', `two.${DOMAIN}`) +
  aliasText('two', `one.${DOMAIN}`) +
  aliasText('toempty', `empty.${DOMAIN}`) +
  aliasText('out', 'example.com') +
  `---\n{apiVersion: v1, kind: Service, metadata: {name: empty}, spec: {clusterIP: None, selector: {app: none}}}\n` +
  `---\n{apiVersion: v1, kind: Pod, metadata: {name: client}, spec: {dnsConfig: {options: [{name: ndots, value: "1"}]}, ` +
  `containers: [{name: c, image: x}]}}\n`;

/** The first hop, then the end of those that get no answer. */
function told(to: string, changes: ScenarioChanges): readonly string[] {
  const { hops, ends } = trace(text, to, changes);
  return [...hops.slice(0, 1).map(summarizeHop), ...ends.map(({ end }) => explainEnd(end))];
}

describe('what is told of the name', () => {
  const ndots1 = { from: 'pod/client' };
  const cases: readonly (readonly [string, ScenarioChanges, readonly string[]])[] = [
    ['web.default:80', ndots1, [`web.default is web.${DOMAIN}: 10.96.1.1, after 2 names that do not exist`]],
    ['web.default', {}, [`web.default is web.${DOMAIN}: 10.96.1.1, after a name that does not exist`]],
    [
      'example.com:443',
      {},
      [
        'example.com: somebody outside answers, after 3 names that do not exist; the name leads out of the cluster',
      ],
    ],
    [
      'example.com:443',
      { from: 'external' },
      ['example.com: somebody outside answers; the name leads out of the cluster'],
    ],
    ['out:443', {}, [`out is out.${DOMAIN}: CNAME example.com; the name leads out of the cluster`]],
    [
      'nowhere:80',
      {},
      [
        `nowhere is nowhere.${DOMAIN}: CNAME nope.${DOMAIN}, which does not exist`,
        `never sent: nowhere.${DOMAIN} is an alias of nope.${DOMAIN}, which does not exist; ` +
          'see spec.externalName of Service default/nowhere',
      ],
    ],
    [
      'one:80',
      {},
      [
        `one is one.${DOMAIN}: CNAME two.${DOMAIN}, which leads round in a circle`,
        `never sent: one.${DOMAIN} is an alias that leads over two.${DOMAIN} round in a circle, to no address; ` +
          'see spec.externalName of Service default/one',
      ],
    ],
    [
      'toempty:80',
      {},
      [
        `toempty is toempty.${DOMAIN}: CNAME empty.${DOMAIN}, which does not exist`,
        'never sent: the headless Service default/empty has no ready pod, so that its name does not exist; ' +
          'see spec.selector of Service default/empty',
      ],
    ],
  ];
  for (const [to, changes, expected] of cases) {
    test(`${to} by ${changes.from ?? 'any pod'}`, () => assert.deepEqual(told(to, changes), expected));
  }
});

test('what is outside gets every request, by name as by ExternalName', () => {
  for (const to of ['example.com:443', 'out:443']) {
    const { outcome, backends } = trace(text, to);
    assert.equal(outcome, 'delivered');
    assert.deepEqual(
      backends.map(({ pod, port, requests }) => [pod, port, requests]),
      [['example.com', 443, 60]],
    );
  }
});

describe('one and many in words:', () => {
  const local = 'type: LoadBalancer, externalTrafficPolicy: Local, healthCheckNodePort: 32000';
  const port = 'ports: [{port: 80, targetPort: 8080}]';
  const cases: readonly (readonly [string, number, string, string, RegExp])[] = [
    ['one address', 1, `clusterIP: None, ${port}`, 'web:8080', /the client calls that one$/],
    [
      'two addresses',
      2,
      `clusterIP: None, ${port}`,
      'web:8080',
      /the client picks one of 2 addresses itself$/,
    ],
    [
      'one node',
      1,
      `${local}, ${port}`,
      'lb/web',
      /to node-1, its only node; node-2, node-3 left out, by their health checks on port 32000$/,
    ],
    [
      'two nodes',
      2,
      `${local}, ${port}`,
      'lb/web',
      /to node-[12], one of 2 nodes; node-3 left out, by its health check on port 32000$/,
    ],
  ];
  for (const [name, replicas, spec, to, expected] of cases) {
    test(name, () => {
      const pods = workloadText('Deployment', 'web', `replicas: ${replicas}`);
      const { hops } = trace(pods + web(spec), to, to.startsWith('lb/') ? { from: 'external' } : {});
      assert.match(hops.slice(0, 1).map(summarizeHop).join(), expected);
    });
  }
});
