// Where the connections of one client end up, in closed form: the shares that the balancers of a route give.
import { makeClient } from '../proxy/client-address.ts';
import type { End } from '../traffic/hop.ts';
import type { Arrival, Route, RouteContext } from '../traffic/route.ts';
import { BackendTable, Slot } from '../traffic/slot.ts';

/** One place that connections arrive at. */
export interface ShareAt {
  readonly arrival: Arrival;
  /** Of all connections on the route, 0 to 1. */
  readonly share: number;
}

/** What becomes of all connections on a route. */
export interface RouteShares {
  /** In the order in which the route meets them; those that do not answer have a share and an `end` of their own. */
  readonly at: readonly ShareAt[];
  /** Of the connections that leave the cluster by name. */
  readonly outside: { readonly host: string; readonly share: number } | undefined;
  /** The part that gets an answer, 0 to 1. */
  readonly delivered: number;
  /** Why the rest does not. */
  readonly end: End | undefined;
}

/** The source port of a connection that is like all others; only one scheduler looks at it. */
const SOURCE_PORT = 32_768;

/** Sums the shares of a route over its branches. */
export function sharesOf(ctx: RouteContext, route: Route): RouteShares {
  const table = new BackendTable();
  const sums: number[] = [];
  let end: End | undefined;
  let outside: RouteShares['outside'];
  let lost = 0;
  const follow = ({ next }: Route, weight: number): void => {
    switch (next.is) {
      case 'end':
        end ??= next.end;
        return;
      case 'outside':
        outside = { host: next.host, share: weight };
        return;
      case 'split':
        for (const one of next.routes) follow(one, weight / next.routes.length);
        return;
      case 'pick': {
        const client = makeClient(next.clientAddress || '0.0.0.0', SOURCE_PORT);
        new Slot(next, ctx, table).addShares(client, weight, sums);
        if (next.replyLost) {
          end ??= next.replyLost;
          lost += weight;
        }
      }
    }
  };
  follow(route, 1);
  const at = table.arrivals.map((arrival, index) => ({ arrival, share: sums[index] ?? 0 }));
  const answered = at.reduce((sum, { arrival, share }) => (arrival.end ? sum : sum + share), 0);
  end ??= at.find(({ arrival }) => arrival.end)?.arrival.end;
  return { at, outside, delivered: Math.max(0, answered - lost) + (outside?.share ?? 0), end };
}
