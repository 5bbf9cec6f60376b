// Clients and ways in, in the user's language.
import * as l10n from '@vscode/l10n';
import type { ClientPlace } from '../../shared/traffic/scenario.ts';
import type { Entry } from './model/entries.ts';
import { anchorAt } from './model/scene.ts';
import type { EntryView } from './model/service-view.ts';
import { addressesOf } from './model/simulate.ts';
import type { ViewInput } from './model/view-input.ts';

/** Where requests start: "Pod on node-1". */
export function clientName(place: ClientPlace, nClients: number): string {
  if (nClients > 1) {
    return place.kind === 'external'
      ? l10n.t('{0} clients outside the cluster', nClients)
      : l10n.t('{0} clients: {1}', nClients, clientName(place, 1));
  }
  switch (place.kind) {
    case 'pod':
      return l10n.t('Pod {0} itself', place.name);
    case 'any-pod':
      return l10n.t('Pod on {0}', place.node);
    case 'node':
      return l10n.t('Node {0}', place.name);
    case 'external':
      return l10n.t('Outside the cluster');
  }
}

/** A way in, as the list of choices names it. */
export function entryName({ kind, name }: Entry): string {
  switch (kind) {
    case 'name':
      return l10n.t('Name in the DNS');
    case 'node-port':
      return l10n.t('Node port on {0}', name);
    case 'load-balancer':
      return l10n.t('Load balancer');
    case 'external-ip':
      return l10n.t('External IP {0}', name);
    case 'ingress':
      return l10n.t('Ingress {0}', name);
  }
}

/** The card of a way in. */
export function entryView(entry: Entry, { read, world, chosen }: ViewInput): EntryView {
  const { key, kind, name, object, path } = entry;
  const target = entry.targetOf(chosen.portIndex);
  const port = target && 'port' in target && target.port !== undefined ? String(target.port) : '';
  const lines: string[] = [];
  if (kind === 'name') lines.push(addressesOf(read, world).join(', ') || headlessLine(read.service.type));
  if (kind === 'node-port' && port) lines.push(l10n.t('port {0}', port));
  if (kind === 'load-balancer' && port) lines.push(l10n.t('port {0}', port));
  if (kind === 'ingress') lines.push(object.split('/').at(-1) ?? '');
  return {
    key,
    kind,
    title: name,
    lines: lines.filter((line) => line !== ''),
    isChosen: chosen.entry === entry,
    anchor: anchorAt(read, object, path),
  };
}

function headlessLine(type: string): string {
  return type === 'ExternalName' ? '' : l10n.t('answers with the addresses of the pods');
}
