// The controls of "what if" in the user's language. Fields of manifests keep their names.
import * as l10n from '@vscode/l10n';
import type { OverrideValue } from '../../shared/messages/panel-state.ts';
import type { Control, ControlField, ControlGroup } from './model/controls.ts';

/** What a group of controls is about. */
export function groupName(kind: ControlGroup['kind'], name: string): string {
  switch (kind) {
    case 'service':
      return `Service ${name}`;
    case 'workload':
      return name;
    case 'pod':
      return `Pod ${name}`;
    case 'node':
      return l10n.t('Node {0}', name);
    case 'cluster':
      return l10n.t('Cluster and connections');
  }
}

/** The label of a control. */
export function controlName(field: ControlField): string {
  switch (field) {
    case 'state':
      return l10n.t('State');
    case 'node':
      return l10n.t('Node');
    case 'zone':
      return l10n.t('Zone');
    case 'mode':
      return l10n.t('kube-proxy mode');
    case 'scheduler':
      return l10n.t('IPVS scheduler');
    case 'connectionMs':
      return l10n.t('A connection lasts (ms)');
    case 'requestsPerConnection':
      return l10n.t('Requests per connection');
    case 'gapMs':
      return l10n.t('Between requests (ms)');
    case 'affinitySeconds':
      return 'timeoutSeconds';
    default:
      return field;
  }
}

/** A value as a control shows it. */
export function valueText(field: ControlField, value: OverrideValue): string {
  if (typeof value !== 'string') return String(value);
  if (value === '') return l10n.t('none');
  if (field === 'mode' && value === 'userspace') return l10n.t('userspace (removed in 1.26)');
  switch (value) {
    case 'ready':
      return l10n.t('Ready');
    case 'not-ready':
      return l10n.t('Not ready');
    case 'terminating':
      return l10n.t('Terminating');
    default:
      return value;
  }
}

/** What the chosen value means, in a line; empty where the name says it. */
export function controlHint({ field, value }: Control): string {
  if (field !== 'scheduler') return '';
  switch (value) {
    case 'rr':
    case 'wrr':
      return l10n.t('Each in turn; all weights are 1');
    case 'lc':
    case 'wlc':
      return l10n.t('The one with the fewest connections');
    case 'sed':
      return l10n.t('The one with the fewest open connections');
    case 'nq':
      return l10n.t('The first idle one');
    case 'sh':
      return l10n.t('By the address of the client');
    case 'mh':
      return l10n.t('By the address and port of the client');
    case 'dh':
      return l10n.t('By the destination, which is the same for everyone');
    default:
      return l10n.t('The one that the destination is bound to');
  }
}
