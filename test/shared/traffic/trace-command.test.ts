// `kubereach trace`: the JSON that scripts rely on, and what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { addTrace } from '../../../server/cli/trace.ts';

const examples = fileURLToPath(new URL('../../../examples/', import.meta.url));

async function trace(file: string, ...args: readonly string[]): Promise<string> {
  let output = '';
  const program = new Command('kubereach').exitOverride().configureOutput({ writeErr: () => {} });
  addTrace(program, (text) => {
    output += text;
  });
  for (const command of program.commands) command.exitOverride().configureOutput({ writeErr: () => {} });
  await program.parseAsync(['trace', ...args, `${examples}${file}`], { from: 'user' });
  return output;
}

interface Output {
  readonly version: number;
  readonly seed: number;
  readonly requests: number;
  readonly hops: readonly { readonly kind: string; readonly summary: string }[];
  readonly outcome: string;
  readonly backends: readonly {
    readonly pod: string;
    readonly node: string;
    readonly port: number;
    readonly expected: number;
    readonly requests: number;
  }[];
  readonly excluded: readonly { readonly pod: string; readonly reason: string; readonly message: string }[];
}

async function json(file: string, ...args: readonly string[]): Promise<Output> {
  return JSON.parse(await trace(file, '--format', 'json', ...args)) as Output;
}

test('the JSON has the shape of the contract', async () => {
  const output = await json(
    '01-service-and-pods.yaml',
    '--to',
    'kubia:https',
    '--seed',
    '7',
    '--requests',
    '50',
  );
  assert.equal(output.version, 1);
  assert.equal(output.seed, 7);
  assert.equal(output.requests, 50);
  assert.deepEqual(
    output.hops.map(({ kind }) => kind),
    ['dns', 'service', 'proxy', 'pod'],
  );
  assert.ok(output.hops.every(({ summary }) => summary.length > 10));
  assert.equal(output.outcome, 'delivered');
  assert.deepEqual(
    output.backends.map(({ pod, node, port, expected }) => [pod, node, port, expected]),
    [
      ['kubia-1', 'node-1', 8443, 0.5],
      ['kubia-2', 'node-2', 9443, 0.5],
    ],
  );
  assert.equal(
    output.backends.reduce((sum, { requests }) => sum + requests, 0),
    50,
  );
  assert.deepEqual(output.excluded, []);
});

test('pods that get nothing say why', async () => {
  const { excluded } = await json('traffic-canary.yaml', '--to', 'menu:80');
  assert.deepEqual(
    excluded.map(({ pod, reason, message }) => [pod, reason, message]),
    [['menu-canary#1', 'no-named-port', 'has no container port named http']],
  );
});

test('the same seed prints the same text, another one another', async () => {
  const args = ['--to', 'chat:80', '--requests', '99'];
  const first = await trace('traffic-affinity.yaml', ...args, '--seed', '5');
  assert.equal(await trace('traffic-affinity.yaml', ...args, '--seed', '5'), first);
  assert.notEqual(await trace('traffic-affinity.yaml', ...args, '--seed', '6'), first);
});

test('whoever can reach a target asks for it unless somebody is named', async () => {
  const firstLine = async (file: string, to: string): Promise<string> =>
    (await trace(file, '--to', to, '--requests', '1')).split(' to ')[0] ?? '';
  assert.equal(
    await firstLine('01-service-and-pods.yaml', 'kubia:80'),
    'a pod of namespace default on node-1',
  );
  assert.equal(await firstLine('09-load-balancer.yaml', 'lb/storefront:80'), 'outside of the cluster');
  assert.equal(await firstLine('traffic-node-port.yaml', 'node-2:30080'), 'outside of the cluster');
  assert.equal(await firstLine('10-ingress.yaml', 'http://blog.example.com/'), 'outside of the cluster');
});

const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
  ['a target of no form', ['--to', 'a/b/c'], /--to a\/b\/c/],
  ['a client of no form', ['--to', 'chat', '--from', 'mars'], /--from mars/],
  ['an event of no form', ['--to', 'chat', '--event', 'soon'], /--event "soon"/],
  ['requests that are no number', ['--to', 'chat', '--requests', 'many'], /Not a whole number/],
  ['no target', [], /--to/],
];
for (const [name, args, message] of wrong) {
  test(`${name} is refused`, async () => {
    await assert.rejects(trace('traffic-affinity.yaml', ...args), message);
  });
}

test('a name that is misspelt gets the Service that was meant, and one that is like none gets none', async () => {
  assert.match(await trace('01-service-and-pods.yaml', '--to', 'kubai:80'), /did you mean kubia\?/);
  assert.doesNotMatch(await trace('01-service-and-pods.yaml', '--to', 'zzz:80'), /did you mean/);
});

const OVER_IPV6: readonly (readonly [file: string, to: string, firstAddress: string])[] = [
  ['09-load-balancer.yaml', 'lb/storefront:http', 'load balancer [2001:db8:113::1]:80'],
  ['traffic-ingress.yaml', 'http://shop.example.com/', '[fd00:10:244:'],
  ['01-service-and-pods.yaml', 'kubernetes:443', 'DNAT [fd00:10:96::1]:443 to [fd00:192:168::100]:6443'],
  ['09-load-balancer.yaml', 'storefront:http', 'is storefront.default.svc.cluster.local: fd00:10:96::'],
];

for (const [file, to, address] of OVER_IPV6) {
  test(`a cluster of IPv6 alone has no other addresses on the way to ${to}`, async () => {
    const text = await trace(file, '--to', to, '--ip-families', 'IPv6');
    assert.match(text, /delivered: 1000 of 1000/);
    assert.ok(text.includes(address), text);
    assert.doesNotMatch(text, /\b\d+\.\d+\.\d+\.\d+\b/);
  });
}
