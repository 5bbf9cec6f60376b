// The ways through Ingresses: each rule looked at by itself, as if the request that it is for came in.
import { keyOf, nameOf, namespaceOf } from '../cluster/cluster-names.ts';
import { backendPortOf } from '../ingress/backend.ts';
import type { Ingress, IngressBackend } from '../model/objects.ts';
import { findClient } from '../traffic/client-view.ts';
import { throughIngress } from '../traffic/ingress-route.ts';
import type { RouteContext } from '../traffic/route.ts';
import type { ReachReason } from './reach-graph.ts';
import { sharesOf } from './reach-shares.ts';
import { clientKey, OUTSIDE, type Way } from './reach-ways.ts';

/** A way through a rule, and where it leads. */
export interface IngressWay extends Way {
  readonly namespace: string;
  /** As the backend names it; empty when it names none. */
  readonly serviceName: string;
  /** As the backend names it. */
  readonly servicePort: string;
  /** Set for a rule that never gets a request. */
  readonly beaten?: Extract<ReachReason, { readonly is: 'earlier-rule' }>;
}

/** The ways of an Ingress by its backends, those that lead to no Service included. `portIndex` is -1 for these. */
export function ingressWays(ctx: RouteContext, ingress: Ingress): readonly IngressWay[] {
  const namespace = namespaceOf(ingress, ctx.world.options);
  const key = `entry/ingress/${keyOf(namespace, nameOf(ingress))}`;
  const entry = { key, kind: 'ingress', namespace, name: nameOf(ingress) } as const;
  const client = { key: clientKey(OUTSIDE), place: OUTSIDE.place, isAnywhere: false };
  const view = findClient(ctx.world, OUTSIDE, 0);
  if ('code' in view) return [];
  return ingress.backends.map((backend, index) => {
    const found = backendPortOf(backend, namespace, ctx.world.state.services);
    // Alone, so that no other rule takes the request away.
    const world = { ...ctx.world, ingresses: [{ ...ingress, backends: [backend] }] };
    const request = { host: hostFor(backend), path: backend.httpPath || '/' };
    const route = throughIngress({ ...ctx, world }, view, request);
    const beaten = beatenBy(ctx, ingress, backend);
    const port = found.port && found.outcome.service.ports.indexOf(found.port);
    return {
      client,
      entry,
      row: { key: `${key}/${index}`, host: backend.host ?? '', port: 0, path: backend.httpPath ?? '' },
      portIndex: port ?? -1,
      route,
      shares: sharesOf(ctx, route),
      namespace,
      serviceName: backend.serviceName ?? '',
      servicePort: String(backend.servicePort ?? ''),
      ...(beaten ? { beaten } : {}),
    };
  });
}

/** A host that the rule is for: any label in the place of a star, any name for a rule of all hosts. */
function hostFor({ host }: IngressBackend): string {
  return (host || 'any.example').replace(/^\*\./, 'any.');
}

function beatenBy(
  { world }: RouteContext,
  own: Ingress,
  backend: IngressBackend,
): IngressWay['beaten'] | undefined {
  if (backend.path[1] !== 'rules') return undefined;
  for (const ingress of world.ingresses) {
    for (const other of ingress.backends) {
      if (other === backend) return undefined;
      if (isSameRule(other, backend)) return { is: 'earlier-rule', ingress: nameOf(ingress) };
    }
    if (ingress === own) return undefined;
  }
  return undefined;
}

function isSameRule(a: IngressBackend, b: IngressBackend): boolean {
  return a.path[1] === 'rules' && a.host === b.host && a.httpPath === b.httpPath && a.pathType === b.pathType;
}
