// `kubereach proxy-rules` from the bundled command line.
import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url));
const CASE = fileURLToPath(new URL('../golden/data/cases/proxy/affinity.yaml', import.meta.url));

function run(...options: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [CLI, 'proxy-rules', ...options, CASE], { encoding: 'utf8' });
}

describe('proxy-rules', () => {
  const beginnings: Readonly<Record<string, string>> = {
    iptables: '*nat\n:PREROUTING ACCEPT [0:0]\n',
    nftables: 'table ip kube-proxy {\n',
    ipvs: 'IP Virtual Server version 1.2.1 (size=4096)\n',
  };
  for (const [mode, beginning] of Object.entries(beginnings)) {
    test(`prints the rules of ${mode}`, () => {
      const { status, stdout } = run('--proxy-mode', mode);
      assert.equal(status, 0);
      assert.ok(stdout.startsWith(beginning), stdout.slice(0, 100));
      assert.match(stdout, /10\.244\.3\.1:8080/);
    });
  }

  test('prints iptables unless told otherwise', () => {
    assert.equal(run().stdout, run('--proxy-mode', 'iptables').stdout);
  });

  test('prints IPv6 for a cluster without IPv4', () => {
    assert.match(
      run('--proxy-mode', 'nftables', '--ip-families', 'IPv6').stdout,
      /^table ip6 kube-proxy \{\n/,
    );
  });

  test('refuses a node that there is not, and says which there are', () => {
    const { status, stderr } = run('--node', 'node-9');
    assert.equal(status, 2);
    assert.match(stderr, /no node is called node-9: there are node-1, node-2, node-3/);
  });
});
