// From a request's host and path to the backend that an Ingress controller sends it to.
import type { Ingress, IngressBackend } from '../model/objects.ts';

/** What of a request decides its route. */
export interface HttpRequest {
  /** As in the `Host` header; a port in it is ignored. */
  readonly host: string;
  /** Begins with a slash; a query is not part of it. */
  readonly path: string;
}

/** One backend with the Ingress that names it. */
export interface Route {
  readonly ingress: Ingress;
  readonly backend: IngressBackend;
}

/** Why another rule that matches as well was preferred. */
export type BeatenBy = 'exact-host' | 'longer-path' | 'exact-path' | 'earlier-rule';

/** A rule that matches but is not taken. */
export interface BeatenRoute extends Route {
  readonly by: BeatenBy;
}

/** `no-ingress`: there is none. `no-host`: no rule is for the host. `no-path`: those for the host have other paths. */
export type NoRule = 'no-ingress' | 'no-host' | 'no-path';

/** Where a request goes. */
export type RouteResult =
  | { readonly kind: 'rule'; readonly route: Route; readonly beaten: readonly BeatenRoute[] }
  /** No rule matches, and an Ingress says what becomes of such requests. */
  | { readonly kind: 'default-backend'; readonly route: Route; readonly why: NoRule }
  /** The controller answers 404 itself. */
  | { readonly kind: 'not-found'; readonly why: NoRule };

/** The ways a host of a rule can match, the closest first. */
type HostMatch = 'exact' | 'wildcard' | 'any';

const HOST_ORDER: readonly HostMatch[] = ['exact', 'wildcard', 'any'];

/**
 * Picks the backend for a request out of all Ingresses, as one controller that serves them all.
 * 1. Rules for the very host come before wildcard hosts, and those before rules without a host. The closest host that has
 *    any rule decides: its paths are the only ones looked at.
 * 2. Of the paths that match the longest wins; of equally long ones Exact before the others; then the earlier rule.
 * 3. Without a matching path the default backend, that of an Ingress with rules for the host first; else 404.
 *
 * Source: networking.k8s.io/v1 Ingress, `IngressRule.host`, `HTTPIngressPath.pathType`; v1.36.
 * Differs: controllers of different ingress classes are not kept apart.
 */
export function routeRequest(ingresses: readonly Ingress[], request: HttpRequest): RouteResult {
  const routes = ingresses.flatMap((ingress) => ingress.backends.map((backend) => ({ ingress, backend })));
  const host = request.host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  const rules = routes.filter(({ backend }) => !isDefault(backend));
  const byHost = HOST_ORDER.map((kind) =>
    rules.filter((route) => hostMatch(route.backend.host, host) === kind),
  );
  const decisive = byHost.findIndex((list) => list.length > 0);
  const matching = byHost.map((list) => list.filter(({ backend }) => matchesPath(backend, request.path)));
  const ranked = [...(matching[decisive] ?? [])].sort(comparePaths);
  const [route] = ranked;
  if (route)
    return {
      kind: 'rule',
      route,
      beaten: beatenBy(route, ranked.slice(1), matching.slice(decisive + 1).flat()),
    };
  const why = ingresses.length === 0 ? 'no-ingress' : decisive < 0 ? 'no-host' : 'no-path';
  const fallbacks = routes.filter(({ backend }) => isDefault(backend));
  const ofHost = new Set(byHost[decisive]?.map(({ ingress }) => ingress));
  const fallback = fallbacks.find(({ ingress }) => ofHost.has(ingress)) ?? fallbacks[0];
  return fallback ? { kind: 'default-backend', route: fallback, why } : { kind: 'not-found', why };
}

function isDefault({ path }: IngressBackend): boolean {
  return path[1] !== 'rules';
}

/**
 * How the host of a rule fits a host: `*.example.com` stands for exactly one label in the place of the star.
 * `undefined` when it does not.
 */
function hostMatch(rule: string | undefined, host: string): HostMatch | undefined {
  if (!rule) return 'any';
  const wanted = rule.toLowerCase();
  if (wanted === host) return 'exact';
  if (!wanted.startsWith('*.')) return undefined;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === wanted.slice(1) ? 'wildcard' : undefined;
}

/** A path that is missing matches all. */
function pathOf(backend: IngressBackend): string {
  return backend.httpPath || '/';
}

/**
 * Whether a path matches.
 * 1. Exact: the same text, case and slash at the end included.
 * 2. Prefix: element by element between slashes; a slash at the end makes no difference.
 * 3. ImplementationSpecific: as the controller likes; here a prefix of the text, which is what ingress-nginx does.
 */
function matchesPath(backend: IngressBackend, path: string): boolean {
  const wanted = pathOf(backend);
  switch (backend.pathType) {
    case 'Exact':
      return path === wanted;
    case 'Prefix': {
      const stem = wanted.replace(/\/+$/, '');
      return path === stem || path.startsWith(`${stem}/`);
    }
    default:
      return path.startsWith(wanted);
  }
}

function comparePaths(a: Route, b: Route): number {
  return pathOf(b.backend).length - pathOf(a.backend).length || exactness(b) - exactness(a);
}

function exactness({ backend }: Route): number {
  return backend.pathType === 'Exact' ? 1 : 0;
}

function beatenBy(
  winner: Route,
  sameHost: readonly Route[],
  widerHosts: readonly Route[],
): readonly BeatenRoute[] {
  const length = pathOf(winner.backend).length;
  return [
    ...sameHost.map((route): BeatenRoute => {
      if (pathOf(route.backend).length < length) return { ...route, by: 'longer-path' };
      return { ...route, by: exactness(route) < exactness(winner) ? 'exact-path' : 'earlier-rule' };
    }),
    ...widerHosts.map((route): BeatenRoute => ({ ...route, by: 'exact-host' })),
  ];
}
