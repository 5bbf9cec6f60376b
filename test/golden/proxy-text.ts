// Printed rules of kube-proxy, taken apart for comparison. What belongs to the Service `default/kubernetes` and what tells
// the time is left out.

/** Lines by the head of their chain, set or map. */
export type ProxyParts = ReadonlyMap<string, readonly string[]>;

/** Chains in which rules of several Services meet, in any order. */
const SHARED = / KUBE-(SERVICES|NODEPORTS|EXTERNAL-SERVICES|PROXY-FIREWALL)$/;

/** `iptables-save` text: the rules of each chain of each table, those of shared chains sorted. */
export function parseIptables(text: string): ProxyParts {
  const parts = new Map<string, string[]>();
  let table = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1);
    const [, name = '', rest = ''] = /^(?::|-A )(\S+) (.*)$/.exec(line) ?? [];
    if (name === '') continue;
    const rules = parts.get(`${table} ${name}`) ?? [];
    parts.set(`${table} ${name}`, rules);
    if (line.startsWith('-A') && !line.includes('default/kubernetes')) rules.push(rest);
  }
  for (const [name, rules] of parts) if (SHARED.test(name)) rules.sort();
  return parts;
}

/** `nft list table` text: the lines of each chain, set and map, elements one by one. */
export function parseNftables(text: string): ProxyParts {
  const blocks = text.matchAll(/^\t((?:chain|map|set) \S+) \{\n(.*?)^\t\}/gms);
  return new Map([...blocks].map(([, head = '', body = '']) => [head, parseBlock(body)]));
}

const ELEMENTS = /elements = \{(.*)\}/s;

function parseBlock(body: string): readonly string[] {
  const elements = ELEMENTS.exec(body)?.[1]?.split(',') ?? [];
  const lines = body.replace(ELEMENTS, '').split('\n');
  return [...lines, ...elements]
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== '10.96.0.1' && !line.includes('default/kubernetes'));
}
