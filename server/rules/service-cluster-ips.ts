import { t } from '@vscode/l10n';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { Service } from '../../shared/model/objects.ts';
import { valueAt } from '../../shared/model/value.ts';
import { removeField, useSupported, useValue } from '../analysis/api-fixes.ts';
import type { Refusal } from '../analysis/api-refusals.ts';
import { ownerOfAddress } from '../analysis/address-owner.ts';
import { describeRefusal, quoteValue, reasons } from '../analysis/api-words.ts';
import type { RuleContext } from '../analysis/context.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** Cluster IPs and address families that do not fit together or into the cluster. */
export const rule = defineApiRule({
  id: 'service-cluster-ips',
  summary: 'Cluster IPs and address families must fit together',
  why: 'A Service has one address, or one of each family in a dual-stack cluster. The API server refuses addresses that are none, are taken or do not go with `ipFamilies` and `ipFamilyPolicy`.',
  silentWhen: [
    'the address is not of 10.96.0.0/12, the usual range: what the range is only the cluster knows',
    'only information where another cluster would take it',
  ],
  howToFix: 'Leave the addresses out and let the cluster choose. A headless Service has `clusterIP: None`.',

  say: describe,

  related(refusal, ctx) {
    const owner = ownerOf(refusal, ctx);
    if (!owner) return [];
    return [{ at: { object: owner, path: ['spec', 'clusterIP'] }, message: describeRef(owner.ref) }];
  },

  severity: (refusal) => (dependsOnCluster(refusal) ? 'information' : 'error'),

  *fix(refusal, ctx) {
    const { object, path, value, causes } = refusal;
    if (typeof value === 'string' && /^none$/i.test(value)) return yield useValue(refusal, 'None');
    if (causes[0].reason === 'FieldValueNotSupported') return yield* [...useSupported(refusal)].slice(0, 1);
    const [, key = ''] = path;
    if (path[0] !== 'spec' || !/^(clusterIPs?|ipFamilies|ipFamilyPolicy)$/.test(String(key))) return;
    if (causes[0].reason === 'FieldValueDuplicate') return yield removeField(object, path, true);
    const needsDual = /must be 'RequireDualStack' or 'PreferDualStack'/.test(causes[0].message);
    if (needsDual && ctx.settings.ipFamilies.length > 1) {
      return yield useValue({ ...refusal, path: ['spec', 'ipFamilyPolicy'] }, 'PreferDualStack');
    }
    if (needsDual)
      return yield removeField(object, [
        'spec',
        /families/.test(causes[0].message) ? 'ipFamilies' : 'clusterIPs',
      ]);
    const isCluster = key === 'clusterIP' || key === 'clusterIPs';
    const keys = isCluster ? ['clusterIP', 'clusterIPs'] : ['ipFamilyPolicy', 'ipFamilies'];
    const steps = (isCluster || key === 'ipFamilyPolicy' ? keys : [key])
      .filter((name) => valueAt(object.raw, ['spec', name]) !== undefined)
      .map((name) => ({ type: 'remove', object, path: ['spec', name] }) as const);
    yield { title: t('Remove {0} and let the cluster choose', key), steps };
  },
});

/** True for what another range of addresses, or another family, would allow. */
function dependsOnCluster({ causes: [{ message }] }: Refusal): boolean {
  return /not in the valid range|does not match the current range|not configured/.test(message);
}

function describe(refusal: Refusal, ctx: RuleContext): string {
  const { object, value, causes } = refusal;
  const [{ message, reason }] = causes;
  if (typeof value === 'string' && /^none$/i.test(value)) {
    return t('{0} is no IP address. For a headless Service write None, with a capital N', quoteValue(value));
  }
  if (reason !== 'FieldValueInvalid') return describeRefusal(refusal);
  if (/not in the valid range|does not match the current range/.test(message)) {
    return t(
      '{0} is not in the usual range of cluster IPs, so it depends on the cluster whether it can be had. Leave it out and let the cluster choose',
      addressIn(message),
    );
  }
  const owner = ownerOf(refusal, ctx);
  if (owner) {
    return t(
      '{0} ({1}) has the address {2} too, and only one Service can have it: leave it out and let the cluster choose',
      describeRef(owner.ref),
      ctx.whereIs(owner, object),
      addressIn(message),
    );
  }
  if (/not configured (for dual-stack|on this cluster)/.test(message)) {
    const assumed = ctx.settings.ipFamilies.join(', ');
    return value === 'RequireDualStack'
      ? t(
          '"RequireDualStack" needs a dual-stack cluster, and this one is taken to have {0} alone. If it has both, set "ipFamilies" in .kubereach.yaml',
          assumed,
        )
      : t(
          '{0} needs a cluster with such addresses, and this one is taken to have {1} alone. If it has them, set "ipFamilies" in .kubereach.yaml',
          quoteValue(value),
          assumed,
        );
  }
  if (/must be 'RequireDualStack'/.test(message))
    return t('Two addresses or families need ipFamilyPolicy PreferDualStack or RequireDualStack');
  const wanted = /expected an (IPv\d) value as indicated by `(.*)`/.exec(message);
  if (wanted) {
    const [, family = '', field = ''] = wanted;
    return t('{0} is no {1} address, as {2} asks for. Make the two agree', quoteValue(value), family, field);
  }
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
  return typeof value === 'string' && message.includes('address')
    ? t('{0} cannot be a cluster IP: {1}', quoteValue(value), reasons(refusal))
    : describeRefusal(refusal);
}

function addressIn(message: string): string {
  return /allocate IP ([^:]+(?::[^: ]+)*): /.exec(message)?.[1] ?? '';
}

function ownerOf({ object, causes: [{ message }] }: Refusal, ctx: RuleContext): Service | undefined {
  return message.includes('already allocated') ? ownerOfAddress(object, addressIn(message), ctx) : undefined;
}
