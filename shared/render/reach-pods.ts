// The last column of the picture while it is being made: pods, addresses and hosts outside, each once, in groups.
import { keyOf, nameOf } from '../cluster/cluster-names.ts';
import { isTerminal, type ClusterPod } from '../cluster/cluster-pod.ts';
import type { Protocol } from '../model/objects.ts';
import type { PodCard, PodCondition, PodGroup, TargetRow } from './reach-graph.ts';

interface CardDraft {
  readonly card: Omit<PodCard, 'rows'>;
  /** Place among the pods of the cluster. */
  readonly order: number;
  readonly rows: Map<string, TargetRow>;
}

interface GroupDraft {
  readonly group: Omit<PodGroup, 'cards'>;
  readonly cards: Map<string, CardDraft>;
}

/** Groups come in the order in which they are first asked for; their pods in the order of the cluster. */
export class PodColumn {
  readonly #groups = new Map<string, GroupDraft>();
  readonly #pods: ReadonlyMap<string, { readonly pod: ClusterPod; readonly order: number }>;

  constructor(pods: readonly ClusterPod[]) {
    this.#pods = new Map(pods.map((pod, order) => [keyOf(pod.namespace, pod.name), { pod, order }]));
  }

  /** A pod of the cluster by its name. */
  find(namespace: string, name: string): ClusterPod | undefined {
    return this.#pods.get(keyOf(namespace, name))?.pod;
  }

  /** The key of a pod's card. */
  pod(pod: ClusterPod): string {
    return this.#podDraft(pod).card.key;
  }

  /** The key of the row for a pod's port; 0 stands for all of them. */
  podPort(pod: ClusterPod, port: number, protocol: Protocol): string {
    return addRow(this.#podDraft(pod), port, protocol, declaration(pod, port, protocol));
  }

  /** The key of the row for a hand-written endpoint of a Service. */
  address(
    service: Named,
    address: string,
    node: string | undefined,
    port: number,
    protocol: Protocol,
  ): string {
    const { namespace, name } = service;
    const key = `addresses/${keyOf(namespace, name)}`;
    const group = this.#group({ key, kind: 'Address', namespace, name });
    const card = { key: `${key}/${address}`, name: address, nPods: 1, node, condition: 'address' } as const;
    return addRow(draftIn(group, card, group.cards.size), port, protocol, NOT_DECLARED);
  }

  /** The key of the row for a host outside of the cluster. */
  outside(host: string, port: number, protocol: Protocol): string {
    const group = this.#group({ key: 'outside', kind: 'Outside', namespace: '', name: '' });
    const card = {
      key: `outside/${host}`,
      name: host,
      nPods: 1,
      node: undefined,
      condition: 'outside',
    } as const;
    return addRow(draftIn(group, card, group.cards.size), port, protocol, NOT_DECLARED);
  }

  /** The column as it stands. */
  toGroups(): readonly PodGroup[] {
    return [...this.#groups.values()].map(({ group, cards }) => ({
      ...group,
      cards: [...cards.values()]
        .sort((a, b) => a.order - b.order)
        .map(({ card, rows }) => ({ ...card, rows: [...rows.values()] })),
    }));
  }

  #podDraft(pod: ClusterPod): CardDraft {
    const { namespace, source } = pod;
    const isBare = source.is === 'Pod';
    const name = isBare ? '' : nameOf(source);
    const kind = source.ref.kind;
    const group = this.#group({ key: `${kind}/${keyOf(namespace, name)}`, kind, namespace, name });
    const id = keyOf(namespace, pod.name);
    return draftIn(
      group,
      { key: `pod/${id}`, name: pod.name, nPods: 1, node: pod.node, condition: conditionOf(pod) },
      this.#pods.get(id)?.order ?? 0,
    );
  }

  #group(group: Omit<PodGroup, 'cards'>): GroupDraft {
    const known = this.#groups.get(group.key) ?? { group, cards: new Map<string, CardDraft>() };
    this.#groups.set(group.key, known);
    return known;
  }
}

interface Named {
  readonly namespace: string;
  readonly name: string;
}

function draftIn({ cards }: GroupDraft, card: CardDraft['card'], order: number): CardDraft {
  const known = cards.get(card.key) ?? { card, order, rows: new Map<string, TargetRow>() };
  cards.set(card.key, known);
  return known;
}

type Declaration = Pick<TargetRow, 'container' | 'name'>;

const NOT_DECLARED: Declaration = { container: '', name: '' };

function addRow({ card, rows }: CardDraft, port: number, protocol: Protocol, declared: Declaration): string {
  const key = `${card.key}/${port}/${protocol}`;
  if (!rows.has(key)) rows.set(key, { key, ...declared, port, protocol });
  return key;
}

function declaration({ template }: ClusterPod, port: number, protocol: Protocol): Declaration {
  for (const { name, ports } of [...template.containers, ...template.initContainers]) {
    const found = ports.find((one) => one.containerPort === port && one.protocol === protocol);
    if (found) return { container: name ?? '', name: found.name ?? '' };
  }
  return NOT_DECLARED;
}

/** What a pod's life has come to, as far as Services care. */
function conditionOf(pod: ClusterPod): PodCondition {
  if (isTerminal(pod)) return pod.phase === 'Failed' ? 'failed' : 'succeeded';
  if (pod.ips.length === 0) return 'pending';
  if (pod.terminating) return 'terminating';
  return pod.ready ? 'ready' : 'not-ready';
}
