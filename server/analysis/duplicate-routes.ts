// Routes of Ingresses that take the same requests.
import type { Ingress, IngressBackend } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asMap, asString, valueAt } from '../../shared/model/value.ts';
import { uriOf } from '../workspace/manifest.ts';
import { identityOf, keys } from '../workspace/object-index.ts';
import { directoryOf } from '../workspace/path.ts';
import { areAlternatives } from './alternatives.ts';
import type { RuleContext } from './context.ts';
import { mayShareNamespace } from './namespaces.ts';

/** A route and the one before that takes its requests. */
export interface DuplicateRoute {
  readonly backend: IngressBackend;
  readonly first: Ingress;
  readonly firstBackend: IngressBackend;
}

/** The routes of an Ingress that stand before in it, or in an Ingress before it: earlier in the file, or in an earlier file. */
export function duplicateRoutes(ingress: Ingress, ctx: RuleContext): readonly DuplicateRoute[] {
  const found: DuplicateRoute[] = [];
  const directory = directoryOf(uriOf(ingress));
  for (const backend of ingress.backends) {
    if (!isPathOfRule(backend)) continue;
    const all = ctx.lookup(keys.route(directory, backend)) as readonly Ingress[];
    const isAlone = all.length === 1 && all[0] === ingress;
    const before = isAlone ? all : standBefore(ingress, backend, all);
    const duplicate = firstOf(before, ingress, backend, ctx);
    // Asked last, since hardly a route stands twice.
    if (duplicate && isPlainRoute(backend) && !isRoutedApart(ingress)) found.push(duplicate);
  }
  return found;
}

/** The Ingresses with a route that may be applied together, up to one of them. */
function standBefore(
  ingress: Ingress,
  { host }: IngressBackend,
  all: readonly Ingress[],
): readonly Ingress[] {
  const files = new Set(all.map(uriOf));
  const areExamples = files.size > 2 || (files.size === 2 && host === undefined);
  const together = areExamples ? all.filter((other) => uriOf(other) === uriOf(ingress)) : all;
  return together.slice(0, together.indexOf(ingress) + 1);
}

function firstOf(
  before: readonly Ingress[],
  ingress: Ingress,
  backend: IngressBackend,
  ctx: RuleContext,
): DuplicateRoute | undefined {
  for (const first of before) {
    for (const firstBackend of first.backends) {
      if (firstBackend === backend) return undefined; // nothing stands before
      if (!isSameRoute(firstBackend, backend)) continue;
      if (first === ingress || mayMeet(first, ingress, ctx)) return { backend, first, firstBackend };
    }
  }
  return undefined;
}

/** True for two Ingresses that one controller may serve in one cluster. */
function mayMeet(first: Ingress, ingress: Ingress, ctx: RuleContext): boolean {
  return (
    !isRoutedApart(first) &&
    classOf(first) === classOf(ingress) &&
    mayShareNamespace(first, ingress) &&
    (identityOf(first) === '' || identityOf(first) !== identityOf(ingress)) &&
    !areAlternatives(first, ingress, ctx)
  );
}

/** True for a path of a rule; the default backend is none. */
function isPathOfRule({ path }: IngressBackend): boolean {
  return path.includes('paths');
}

/** True for a path of a rule whose host and path are known. */
function isPlainRoute(backend: IngressBackend): boolean {
  const { host = '', httpPath = '', serviceName = '' } = backend;
  return isPathOfRule(backend) && ![host, httpPath, serviceName].some(isUnresolved);
}

/** The same requests to another place. */
function isSameRoute(a: IngressBackend, b: IngressBackend): boolean {
  const isSame =
    a.host === b.host && (a.httpPath ?? '/') === (b.httpPath ?? '/') && a.pathType === b.pathType;
  const isElsewhere = a.serviceName !== b.serviceName || a.servicePort !== b.servicePort;
  return (
    isSame && isElsewhere && isPlainRoute(a) && a.serviceName !== undefined && b.serviceName !== undefined
  );
}

/** Annotations by which a controller tells routes of the same host and path apart, orders or merges them. */
const APART =
  /canary|entrypoints|priority|conditions\.|group\.(?:name|order)|mergeable-ingress-type|listen-ports|http-header|cors-allow-method|server-alias|match/;

function isRoutedApart({ annotations, backends }: Ingress): boolean {
  return (
    Object.keys(annotations).some((key) => APART.test(key)) ||
    backends.some(({ servicePort }) => servicePort === 'use-annotation')
  );
}

function classOf({ raw, annotations }: Ingress): string {
  const named = asString(asMap(valueAt(raw, ['spec']))['ingressClassName']);
  return named ?? annotations['kubernetes.io/ingress.class'] ?? '';
}
