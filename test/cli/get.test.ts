// The tables of `kubereach get`, cell by cell as kubectl 1.36 printed them for the same objects.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CommandLineFolder } from '../support/command-line.ts';

const folder = new CommandLineFolder();

/** The cells of each row. */
function get(kind: string, input: string, ...options: readonly string[]): readonly (readonly string[])[] {
  const [, ...rows] = folder
    .run(['get', kind, ...options, '-'], { input })
    .stdout.trimEnd()
    .split('\n');
  return rows.map((row) => row.split(/ {3,}/));
}

const service = (spec: string, metadata = 'name: web'): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { ${metadata} }\nspec: { ${spec} }\n---\n`;

describe('the column of ports', () => {
  const cells: Readonly<Record<string, string>> = {
    'type: NodePort, ports: [{ port: 80 }]': '80:<node-port>/TCP',
    'type: LoadBalancer, ports: [{ port: 80 }]': '80:<node-port>/TCP',
    'type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{ port: 80 }]': '80/TCP',
    'type: LoadBalancer, allocateLoadBalancerNodePorts: false, ports: [{ name: a, port: 80, nodePort: 30080 }, { name: b, port: 81 }]':
      '80:30080/TCP,81/TCP',
    'type: ExternalName, externalName: db.example.com, ports: [{ port: 80, nodePort: 30080 }]':
      '80:30080/TCP',
    'type: ExternalName, externalName: db.example.com, ports: [{ port: 80 }]': '80/TCP',
    'ports: [{ port: 53, protocol: UDP }]': '53/UDP',
  };
  for (const [spec, cell] of Object.entries(cells)) {
    test(`is ${cell} for ${spec}`, () => {
      assert.equal(get('services', service(spec))[0]?.[4], cell);
    });
  }
});

describe('rows', () => {
  const names = ['db-2', 'db1', 'db-10', 'db-0', 'db-1'];

  test('are in the order of the bytes of their names', () => {
    const text = names.map((name) => service('ports: [{ port: 80 }]', `name: ${name}`)).join('');
    const sorted = ['db-0', 'db-1', 'db-10', 'db-2', 'db1'];
    for (const kind of ['services', 'endpoints']) {
      const rows = get(kind, text.replaceAll('ports:', 'selector: { app: db }, ports:'));
      assert.deepEqual(
        rows.map(([name]) => name),
        sorted,
      );
    }
  });

  test('are in the order of keys in etcd where namespaces are shown', () => {
    const text = ['shop', 'shop-b', 'a'].map((namespace) =>
      service('ports: [{ port: 80 }]', `name: web, namespace: ${namespace}`),
    );
    assert.deepEqual(
      get('services', text.join(''), '-A').map(([namespace]) => namespace),
      ['a', 'shop-b', 'shop'],
    );
  });

  test('of generated pods go by what is shown', () => {
    const deployment = (name: string, replicas: number): string =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec:\n  replicas: ${replicas}\n  selector: { matchLabels: { app: ${name} } }\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec: { containers: [{ name: c, image: i }] }\n---\n`;
    const pods = get('pods', deployment('web2', 1) + deployment('web', 10)).map(([name]) => name);
    assert.deepEqual(pods.slice(0, 3), ['web#1', 'web#10', 'web#2']);
    assert.equal(pods.at(-1), 'web2#1');
  });
});
