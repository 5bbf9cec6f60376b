// The rules of kube-proxy on one node, compared with what a real kube-proxy wrote there.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DEFAULT_CLUSTER, type ClusterNode } from '../../shared/cluster/cluster-options.ts';
import { settle } from '../../shared/cluster/settle.ts';
import { iptablesRulesOf } from '../../shared/proxy/iptables-rules.ts';
import { nftRulesOf } from '../../shared/proxy/nftables-rules.ts';
import { networkOf, type ProxyNetwork } from '../../shared/proxy/proxy-network.ts';
import { servicePortsOf, type ProxyServicePort } from '../../shared/proxy/service-port.ts';
import { formatIptables } from '../../shared/render/proxy-iptables.ts';
import { formatNftables } from '../../shared/render/proxy-nftables.ts';
import { deepFreeze } from '../support/deep-freeze.ts';
import { loadGoldenCases } from '../support/load-golden.ts';
import { parseIptables, parseNftables, type ProxyParts } from './proxy-text.ts';

interface Mode {
  readonly print: (ports: readonly ProxyServicePort[], network: ProxyNetwork) => string;
  readonly parse: (text: string) => ProxyParts;
}

const MODES: Readonly<Record<string, Mode>> = {
  iptables: {
    print: (ports, network) => formatIptables(iptablesRulesOf(ports, network)),
    parse: parseIptables,
  },
  nftables: { print: (ports, network) => formatNftables(nftRulesOf(ports, network)), parse: parseNftables },
};

const DATA = fileURLToPath(new URL('data/kube-proxy', import.meta.url));
const NODE: ClusterNode = { name: 'node-1', zone: 'a', region: 'r1', ips: ['192.168.0.1'] };

const cases = new Map(loadGoldenCases('1.36').map((golden) => [golden.name, golden]));

for (const [name, { parse, print }] of Object.entries(MODES)) {
  describe(`kube-proxy in ${name} mode`, () => {
    for (const file of readdirSync(join(DATA, name)).sort()) {
      const golden = cases.get(`proxy/${file.replace('.txt', '')}`);
      test(`${file.replace('.txt', '')} gives every chain, set and map that kube-proxy wrote`, () => {
        assert.ok(golden, `no case for ${file}`);
        const state = deepFreeze(settle(golden.objects, DEFAULT_CLUSTER));
        const ports = servicePortsOf(state, DEFAULT_CLUSTER, { node: NODE, family: 'IPv4' });
        const written = parse(readFileSync(join(DATA, name, file), 'utf8'));
        const predicted = parse(print(ports, networkOf(NODE, 'IPv4')));
        assert.deepEqual(sorted(predicted), sorted(written));
      });
    }
  });
}

/** In the order of the names: chains come in that of the Services, which is any. */
function sorted(parts: ProxyParts): readonly (readonly [string, readonly string[]])[] {
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1));
}
