// iptables rules as `iptables-save` prints them.
import type { IpFamily } from '../model/objects.ts';
import type { IptablesChains, IptablesRule, IptablesRules, IptablesTarget } from '../proxy/iptables-rules.ts';

/**
 * The tables `nat` and `filter` of a node: what kube-proxy always writes, and the rules for Services.
 * Comments of `iptables-save` with its version and the time of day are left out.
 *
 * Source: kubernetes pkg/proxy/iptables/proxier.go, v1.36, as iptables-save 1.8.9 prints it.
 */
export function formatIptables(rules: IptablesRules): string {
  return [...formatTable('nat', natChains(rules)), ...formatTable('filter', filterChains(rules))]
    .map((line) => `${line}\n`)
    .join('');
}

/** Chains of a table with the text of their rules. */
type ChainLines = ReadonlyMap<string, readonly string[]>;

const BUILT_IN = ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'];

/** Built-in chains come first, in the order in which packets meet them, the others by name. */
function formatTable(table: string, chains: ChainLines): readonly string[] {
  const builtIn = BUILT_IN.filter((name) => chains.has(name));
  const own = [...chains.keys()].filter((name) => !BUILT_IN.includes(name)).sort();
  const names = [...builtIn, ...own];
  return [
    `*${table}`,
    ...names.map((name) => `:${name} ${BUILT_IN.includes(name) ? 'ACCEPT' : '-'} [0:0]`),
    ...names.flatMap((name) => (chains.get(name) ?? []).map((rule) => `-A ${name} ${rule}`)),
    'COMMIT',
  ];
}

const NEW = '-m conntrack --ctstate NEW';

function natChains(rules: IptablesRules): ChainLines {
  const notLocalhost = rules.family === 'IPv6' ? '! -d ::1/128 ' : '';
  const lastRule =
    `${notLocalhost}${comment('kubernetes service nodeports; NOTE: this must be the last rule in this chain')} ` +
    '-m addrtype --dst-type LOCAL -j KUBE-NODEPORTS';
  const portals = `${comment('kubernetes service portals')} -j KUBE-SERVICES`;
  return withRules(
    {
      PREROUTING: [portals],
      INPUT: [],
      OUTPUT: [portals],
      POSTROUTING: [`${comment('kubernetes postrouting rules')} -j KUBE-POSTROUTING`],
      'KUBE-MARK-MASQ': ['-j MARK --set-xmark 0x4000/0x4000'],
      'KUBE-NODEPORTS': [],
      'KUBE-POSTROUTING': [
        '-m mark ! --mark 0x4000/0x4000 -j RETURN',
        '-j MARK --set-xmark 0x4000/0x0',
        `${comment('kubernetes service traffic requiring SNAT')} -j MASQUERADE --random-fully`,
      ],
      'KUBE-PROXY-CANARY': [],
      'KUBE-SERVICES': [],
    },
    formatChains(rules.nat, rules.family),
    { 'KUBE-SERVICES': [lastRule] },
  );
}

function filterChains(rules: IptablesRules): ChainLines {
  const firewall = `${NEW} ${comment('kubernetes load balancer firewall')} -j KUBE-PROXY-FIREWALL`;
  const portals = `${NEW} ${comment('kubernetes service portals')} -j KUBE-SERVICES`;
  const external = `${NEW} ${comment('kubernetes externally-visible service portals')} -j KUBE-EXTERNAL-SERVICES`;
  const forwarding = comment('kubernetes forwarding rules');
  const conntrack = comment('kubernetes forwarding conntrack rule');
  // Node ports answer on 127.0.0.1 as well, which opens a way in that has to be closed; IPv6 has no such thing.
  const guard = rules.family === 'IPv4' ? ['-j KUBE-FIREWALL'] : [];
  const localnet = comment('block incoming localnet connections');
  return withRules(
    {
      INPUT: [
        ...guard,
        firewall,
        `${comment('kubernetes health check service ports')} -j KUBE-NODEPORTS`,
        external,
      ],
      FORWARD: [firewall, `${forwarding} -j KUBE-FORWARD`, portals, external],
      OUTPUT: [...guard, firewall, portals],
      'KUBE-EXTERNAL-SERVICES': [],
      ...(guard.length > 0
        ? {
            'KUBE-FIREWALL': [
              `! -s 127.0.0.0/8 -d 127.0.0.0/8 ${localnet} -m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP`,
            ],
          }
        : {}),
      'KUBE-FORWARD': [
        '-m conntrack --ctstate INVALID -m nfacct --nfacct-name  ct_state_invalid_dropped_pkts -j DROP',
        `${forwarding} -m mark --mark 0x4000/0x4000 -j ACCEPT`,
        `${conntrack} -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT`,
      ],
      'KUBE-NODEPORTS': [],
      'KUBE-PROXY-CANARY': [],
      'KUBE-PROXY-FIREWALL': [],
      'KUBE-SERVICES': [],
    },
    formatChains(rules.filter, rules.family),
    {},
  );
}

/** The fixed rules of each chain, then those for Services, then what has to come last. */
function withRules(
  fixed: Readonly<Record<string, readonly string[]>>,
  rules: ChainLines,
  last: Readonly<Record<string, readonly string[]>>,
): ChainLines {
  const names = new Set([...Object.keys(fixed), ...rules.keys()]);
  return new Map(
    [...names].map((name) => [
      name,
      [...(fixed[name] ?? []), ...(rules.get(name) ?? []), ...(last[name] ?? [])],
    ]),
  );
}

function formatChains(chains: IptablesChains, family: IpFamily): ChainLines {
  return new Map([...chains].map(([name, rules]) => [name, rules.map((rule) => formatRule(rule, family))]));
}

/** One rule: addresses, protocol, the matches in the order in which kube-proxy gives them, the target. */
function formatRule(rule: IptablesRule, family: IpFamily): string {
  const parts = [
    rule.notSource === undefined ? '' : `! -s ${withMask(rule.notSource)}`,
    rule.source === undefined || isEverywhere(rule.source) ? '' : `-s ${withMask(rule.source)}`,
    rule.destination === undefined ? '' : `-d ${withMask(rule.destination)}`,
    rule.protocol === undefined ? '' : `-p ${rule.protocol}`,
    rule.comment === undefined ? '' : comment(rule.comment),
    rule.localSide === undefined ? '' : `-m addrtype --${rule.localSide}-type LOCAL`,
    rule.oneIn === undefined ? '' : `-m statistic --mode random --probability ${chance(rule.oneIn)}`,
    formatRecent(rule, family),
    formatPort(rule),
    rule.counter === undefined ? '' : `-m nfacct --nfacct-name  ${rule.counter}`,
    formatTarget(rule.target, family),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

function comment(text: string): string {
  return `-m comment --comment "${text}"`;
}

function isEverywhere(network: string): boolean {
  return network.endsWith('/0');
}

/** A single address is a network of its full length. */
function withMask(network: string): string {
  if (network.includes('/')) return network;
  return `${network}/${network.includes(':') ? 128 : 32}`;
}

/** kube-proxy writes ten digits; the kernel keeps 31 bits, which are printed with eleven. */
function chance(oneIn: number): string {
  const scale = 2 ** 31;
  return (Math.round(scale * Number((1 / oneIn).toFixed(10))) / scale).toFixed(11);
}

/** The lists of the kernel hold whole addresses. */
function formatRecent({ recent }: IptablesRule, family: IpFamily): string {
  if (!recent) return '';
  const mask = family === 'IPv6' ? Array(8).fill('ffff').join(':') : '255.255.255.255';
  const what = recent.seconds === undefined ? '--set' : `--rcheck --seconds ${recent.seconds} --reap`;
  return `-m recent ${what} --name ${recent.list} --mask ${mask} --rsource`;
}

/** The match on ports is there without a port as well: DNAT to a port asks for it. */
function formatPort({ destinationPort, protocol, target }: IptablesRule): string {
  if (protocol === undefined) return '';
  if (destinationPort !== undefined) return `-m ${protocol} --dport ${destinationPort}`;
  return target && 'dnatTo' in target ? `-m ${protocol}` : '';
}

function formatTarget(target: IptablesTarget | undefined, family: IpFamily): string {
  if (!target) return '';
  if ('jump' in target) return `-j ${target.jump}`;
  if ('dnatTo' in target) return `-j DNAT --to-destination ${target.dnatTo}`;
  if (target.verdict !== 'REJECT') return `-j ${target.verdict}`;
  return `-j REJECT --reject-with ${family === 'IPv6' ? 'icmp6' : 'icmp'}-port-unreachable`;
}
