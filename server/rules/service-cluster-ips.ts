import { t } from '@vscode/l10n';
import { valueAt } from '../../shared/model/value.ts';
import { removeField, useSupported, useValue } from '../analysis/api-fixes.ts';
import type { Refusal } from '../analysis/api-refusals.ts';
import { describeRefusal, quoteValue } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** Cluster IPs and address families that do not fit together or into the cluster. */
export const rule = defineApiRule({
  id: 'service-cluster-ips',
  summary: 'Cluster IPs and address families must fit together',
  why: 'A Service has one address, or one of each family in a dual-stack cluster. The API server refuses addresses that are none, are taken or do not go with `ipFamilies` and `ipFamilyPolicy`.',
  silentWhen: ['the address may lie in the range of another cluster: what that is only the cluster knows'],
  howToFix: 'Leave the addresses out and let the cluster choose. A headless Service has `clusterIP: None`.',

  say: describe,

  *fix(refusal) {
    const { object, path, value, causes } = refusal;
    if (typeof value === 'string' && /^none$/i.test(value)) return yield useValue(refusal, 'None');
    if (causes[0].reason === 'FieldValueNotSupported') return yield* useSupported(refusal);
    const [, key = ''] = path;
    if (path[0] !== 'spec' || !/^(clusterIPs?|ipFamilies|ipFamilyPolicy)$/.test(String(key))) return;
    if (causes[0].reason === 'FieldValueDuplicate') return yield removeField(object, path, true);
    const needsDual = /must be 'RequireDualStack' or 'PreferDualStack'/.test(causes[0].message);
    if (needsDual) return yield useValue({ ...refusal, path: ['spec', 'ipFamilyPolicy'] }, 'PreferDualStack');
    const isCluster = key === 'clusterIP' || key === 'clusterIPs';
    const steps = (isCluster ? ['clusterIP', 'clusterIPs'] : [key])
      .filter((name) => valueAt(object.raw, ['spec', name]) !== undefined)
      .map((name) => ({ type: 'remove', object, path: ['spec', name] }) as const);
    yield { title: t('Remove {0} and let the cluster choose', key), steps };
  },
});

function describe(refusal: Refusal): string {
  const { object, value, causes } = refusal;
  const [{ message, reason }] = causes;
  if (typeof value === 'string' && /^none$/i.test(value)) {
    return t('{0} is no IP address. For a headless Service write None, with a capital N', quoteValue(value));
  }
  if (reason !== 'FieldValueInvalid') return describeRefusal(refusal);
  if (/already allocated/.test(message))
    return t('Another Service has address {0}: leave it out and let the cluster choose', addressIn(message));
  if (/not configured for dual-stack/.test(message))
    return t('{0} needs a dual-stack cluster, but this one has a single address family', quoteValue(value));
  if (/not configured on this cluster/.test(message))
    return t('The cluster has no {0} addresses', quoteValue(value));
  if (/must be 'RequireDualStack'/.test(message))
    return t('Two addresses or families need ipFamilyPolicy PreferDualStack or RequireDualStack');
  if (/one IP for each IP family/.test(message))
    return t('Both cluster IPs are of one family: a Service has at most one of each');
  if (/first value must match/.test(message)) {
    return t(
      'The first of clusterIPs must be clusterIP, {0}',
      quoteValue(valueAt(object.raw, ['spec', 'clusterIP'])),
    );
  }
  if (/must be empty when/.test(message))
    return t('clusterIPs goes with clusterIP: write its first address there too, or remove it');
  return describeRefusal(refusal);
}

function addressIn(message: string): string {
  return /allocate IP ([^:]+(?::[^: ]+)*): /.exec(message)?.[1] ?? '';
}
