// What the API server would answer to the objects of one file, created in their order.
import { create, type Answer, type Outcome } from '../../shared/api/create.ts';
import { DEFAULT_OPTIONS, type ApiOptions } from '../../shared/api/context.ts';
import { isOrdinary } from '../../shared/api/ordinary.ts';
import { emptyState, type ApiServerState } from '../../shared/api/state.ts';
import { missingNamespace } from '../../shared/api/validate-meta.ts';
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asMap, asString, type ValueMap } from '../../shared/model/value.ts';
import { uriOf } from '../workspace/manifest.ts';
import { claimsOf } from '../workspace/object-index.ts';
import type { RuleContext } from './context.ts';
import { once } from './reads.ts';
import type { AnalysisSettings } from './settings.ts';

/** What an answer says, without what becomes of the object. */
export type Verdict = Pick<Answer, 'code' | 'causes' | 'warnings'>;

const ACCEPTED: Verdict = { code: 201, causes: [], warnings: [] };

/**
 * The answer to an object when its file is created from top to bottom in an empty cluster.
 * `undefined` for patches, which are never created as they stand.
 */
export function answerTo(object: KubeObject, ctx: RuleContext): Verdict | undefined {
  if (ctx.isPatch(object)) return undefined;
  return isPlain(object, ctx) ? ACCEPTED : outcomeOf(object, ctx).answer;
}

/** True for an ordinary object that nothing before it in its file can keep from being created. */
function isPlain(object: KubeObject, ctx: RuleContext): boolean {
  return (
    isOrdinary(object.raw) &&
    missingNamespace(object.ref.namespace ?? '') === undefined &&
    (!hasRivals(object, ctx) || rivalsBefore(object, ctx).length === 0)
  );
}

/** Whether another object of its file wants something it wants too. Nearly always none does, and no list has to be made. */
function hasRivals(object: KubeObject, ctx: RuleContext): boolean {
  const uri = uriOf(object);
  const isRival = (other: KubeObject): boolean => other !== object && uriOf(other) === uri;
  return claimsOf(object).some((key) => ctx.has(key, isRival));
}

const EMPTY_CLUSTER = emptyState();

const outcomeOf = once((object: KubeObject, ctx: RuleContext): Outcome => {
  let state = EMPTY_CLUSTER;
  for (const rival of rivalsBefore(object, ctx)) {
    if (outcomeOf(rival, ctx).answer.object) state = createIn(state, rival, ctx).state;
  }
  return createIn(state, object, ctx);
});

function createIn(state: ApiServerState, object: KubeObject, ctx: RuleContext): Outcome {
  return create(withKnownName(object), optionsFor(object, ctx.settings), state);
}

/** The objects before this one in its file that want something it wants too: a name, a node port, an address. */
function rivalsBefore(object: KubeObject, ctx: RuleContext): readonly KubeObject[] {
  const uri = uriOf(object);
  const all = ctx.lookup(...claimsOf(object));
  if (all.length < 2) return [];
  const here = all.filter((other) => uriOf(other) === uri);
  const index = here.indexOf(object);
  return index < 0 ? [] : here.slice(0, index);
}

/** The API server that an object meets. */
function optionsFor(object: KubeObject, settings: AnalysisSettings): ApiOptions {
  const options = apiOptions(settings);
  const hasAddress = object.is === 'Service' && (object.clusterIP ?? object.clusterIPs[0]) !== undefined;
  return hasAddress ? { ...options, serviceCidrs: likelyCidrs(object) } : options;
}

const optionsBySettings = new WeakMap<AnalysisSettings, ApiOptions>();

/** The API server of the cluster that the settings describe. */
export function apiOptions(settings: AnalysisSettings): ApiOptions {
  let options = optionsBySettings.get(settings);
  if (!options) {
    const { kubernetesVersion, nodePortRange, namespace, ipFamilies } = settings;
    options = { ...DEFAULT_OPTIONS, kubernetesVersion, nodePortRange, namespace, ipFamilies };
    optionsBySettings.set(settings, options);
  }
  return options;
}

/**
 * The ranges of cluster IPs, as far as a Service's own addresses look as if they were of the usual ones: 10.96.0.0/12, as
 * kubeadm has it. Nobody can tell from a manifest whether another address lies in the range of its cluster.
 */
function likelyCidrs(service: Service): NonNullable<ApiOptions['serviceCidrs']> {
  const { IPv4, IPv6 } = DEFAULT_OPTIONS.serviceCidrs ?? {};
  const ips = [service.clusterIP ?? '', ...service.clusterIPs];
  const isUsual = ips.every((ip) => !/^[\d.]+$/.test(ip) || /^10\.(9[6-9]|10\d|11[01])\./.test(ip));
  const isUsualV6 = ips.every((ip) => !ip.includes(':') || ip.startsWith('fd00:10:96:'));
  return { ...(isUsual && IPv4 ? { IPv4 } : {}), ...(isUsualV6 && IPv6 ? { IPv6 } : {}) };
}

const NAME_KEYS = ['name', 'generateName', 'namespace'];

/** A name that is yet to be filled in will be some good name of its own: it must not hide what else is wrong. */
function withKnownName({ raw }: KubeObject): ValueMap {
  const metadata = asMap(raw['metadata']);
  if (!NAME_KEYS.some((key) => isUnresolved(asString(metadata[key]) ?? ''))) return raw;
  const stand = Object.fromEntries(
    NAME_KEYS.flatMap((key) =>
      isUnresolved(asString(metadata[key]) ?? '') ? [[key, `unresolved-${key.toLowerCase()}`]] : [],
    ),
  );
  return { ...raw, metadata: { ...metadata, ...stand } };
}
