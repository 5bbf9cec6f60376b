// What the API server would answer to the objects of one file, created in their order.
import { create, type Answer } from '../../shared/api/create.ts';
import { DEFAULT_OPTIONS, type ApiOptions } from '../../shared/api/context.ts';
import { emptyState } from '../../shared/api/state.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asMap, asString, type ValueMap } from '../../shared/model/value.ts';
import { uriOf } from '../workspace/snapshot.ts';
import type { RuleContext } from './context.ts';
import type { AnalysisSettings } from './settings.ts';

const answers = new WeakMap<RuleContext, Map<string, ReadonlyMap<KubeObject, Answer>>>();

/**
 * The answer to an object when its file is created from top to bottom in an empty cluster; computed once for each file.
 * `undefined` for patches, which are never created as they stand.
 */
export function answerTo(object: KubeObject, ctx: RuleContext): Answer | undefined {
  let files = answers.get(ctx);
  if (!files) answers.set(ctx, (files = new Map()));
  const uri = uriOf(object);
  let known = files.get(uri);
  if (!known) files.set(uri, (known = createAll(uri, ctx)));
  return known.get(object);
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

function createAll(uri: string, ctx: RuleContext): ReadonlyMap<KubeObject, Answer> {
  const base = apiOptions(ctx.settings);
  const known = new Map<KubeObject, Answer>();
  let state = emptyState();
  for (const { document } of ctx.snapshot.file(uri)?.documents ?? []) {
    for (const object of document.objects) {
      if (ctx.snapshot.isPatch(object)) continue;
      const options = { ...base, serviceCidrs: likelyCidrs(object) };
      const outcome = create(withKnownName(object, known.size), options, state);
      known.set(object, outcome.answer);
      state = outcome.state;
    }
  }
  return known;
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
function withKnownName({ raw }: KubeObject, index: number): ValueMap {
  const metadata = asMap(raw['metadata']);
  const stand = Object.fromEntries(
    ['name', 'generateName', 'namespace'].flatMap((key) =>
      isUnresolved(asString(metadata[key]) ?? '') ? [[key, `unresolved-${key}-${index}`]] : [],
    ),
  );
  return Object.keys(stand).length === 0 ? raw : { ...raw, metadata: { ...metadata, ...stand } };
}
