// What the API server would answer to the objects of one file, created in their order.
import { create, type Answer, type Outcome } from '../../shared/api/create.ts';
import { DEFAULT_OPTIONS, type ApiOptions } from '../../shared/api/context.ts';
import { emptyState, type ApiServerState } from '../../shared/api/state.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asMap, asString, type ValueMap } from '../../shared/model/value.ts';
import { uriOf } from '../workspace/manifest.ts';
import { claimsOf } from '../workspace/object-index.ts';
import type { RuleContext } from './context.ts';
import { once } from './reads.ts';
import type { AnalysisSettings } from './settings.ts';

/**
 * The answer to an object when its file is created from top to bottom in an empty cluster.
 * `undefined` for patches, which are never created as they stand.
 */
export function answerTo(object: KubeObject, ctx: RuleContext): Answer | undefined {
  return ctx.isPatch(object) ? undefined : outcomeOf(object, ctx).answer;
}

const outcomeOf = once((object: KubeObject, ctx: RuleContext): Outcome => {
  let state = emptyState();
  for (const rival of rivalsBefore(object, ctx)) {
    if (outcomeOf(rival, ctx).answer.object) state = createIn(state, rival, ctx).state;
  }
  return createIn(state, object, ctx);
});

function createIn(state: ApiServerState, object: KubeObject, ctx: RuleContext): Outcome {
  const options = { ...apiOptions(ctx.settings), serviceCidrs: likelyCidrs(object) };
  return create(withKnownName(object), options, state);
}

/** The objects before this one in its file that want something it wants too: a name, a node port, an address. */
function rivalsBefore(object: KubeObject, ctx: RuleContext): readonly KubeObject[] {
  const uri = uriOf(object);
  const here = ctx.lookup(...claimsOf(object)).filter((other) => uriOf(other) === uri);
  const index = here.indexOf(object);
  return index < 0 ? [] : here.slice(0, index);
}

/** The API server of the cluster that the settings describe. */
function apiOptions({
  kubernetesVersion,
  nodePortRange,
  namespace,
  ipFamilies,
}: AnalysisSettings): ApiOptions {
  return { ...DEFAULT_OPTIONS, kubernetesVersion, nodePortRange, namespace, ipFamilies };
}

/**
 * The ranges of cluster IPs, as far as an object's own addresses look as if they were of the usual ones: 10.96.0.0/12, as
 * kubeadm has it. Nobody can tell from a manifest whether another address lies in the range of its cluster.
 */
function likelyCidrs(object: KubeObject): NonNullable<ApiOptions['serviceCidrs']> {
  const { IPv4, IPv6 } = DEFAULT_OPTIONS.serviceCidrs ?? {};
  const ips = object.is === 'Service' ? [object.clusterIP ?? '', ...object.clusterIPs] : [];
  const isUsual = ips.every((ip) => !/^[\d.]+$/.test(ip) || /^10\.(9[6-9]|10\d|11[01])\./.test(ip));
  const isUsualV6 = ips.every((ip) => !ip.includes(':') || ip.startsWith('fd00:10:96:'));
  return { ...(isUsual && IPv4 ? { IPv4 } : {}), ...(isUsualV6 && IPv6 ? { IPv6 } : {}) };
}

/** A name that is yet to be filled in will be some good name of its own: it must not hide what else is wrong. */
function withKnownName({ raw }: KubeObject): ValueMap {
  const metadata = asMap(raw['metadata']);
  const stand = Object.fromEntries(
    ['name', 'generateName', 'namespace'].flatMap((key) =>
      isUnresolved(asString(metadata[key]) ?? '') ? [[key, `unresolved-${key.toLowerCase()}`]] : [],
    ),
  );
  return Object.keys(stand).length === 0 ? raw : { ...raw, metadata: { ...metadata, ...stand } };
}
