// Where the connections of one client end up, in closed form: the shares that the balancers of a route give.
import { makeClient } from '../proxy/client-address.ts';
import type { End } from '../traffic/hop.ts';
import type { Arrival, Pick, Route, RouteContext } from '../traffic/route.ts';
import { BackendTable, Slot } from '../traffic/slot.ts';

/** One place that connections arrive at. */
export interface ShareAt {
  readonly arrival: Arrival;
  /** Of all connections on the route, 0 to 1. */
  readonly share: number;
  /** Set when they get no answer there. */
  readonly end: End | undefined;
}

/** What becomes of all connections on a route. */
export interface RouteShares {
  /** In the order in which the route meets them; one place may stand here twice. */
  readonly at: readonly ShareAt[];
  /** Of the connections that leave the cluster by name. */
  readonly outside: { readonly host: string; readonly share: number } | undefined;
  /** The part that gets an answer, 0 to 1. */
  readonly delivered: number;
  /** Why the rest does not; the first reason that is met. */
  readonly end: End | undefined;
}

/** The source port of a connection that is like all others; only one scheduler looks at it. */
const SOURCE_PORT = 32_768;

/** Sums the shares of a route over its branches. */
export function sharesOf(ctx: RouteContext, route: Route): RouteShares {
  const at: ShareAt[] = [];
  let end: End | undefined;
  let outside: RouteShares['outside'];
  const follow = ({ next }: Route, weight: number): void => {
    if (next.is === 'end') end ??= next.end;
    if (next.is === 'outside') outside = { host: next.host, share: weight };
    if (next.is === 'pick') at.push(...pickShares(ctx, next, weight));
    if (next.is !== 'split') return;
    for (const one of next.routes) follow(one, weight / next.routes.length);
  };
  follow(route, 1);
  end ??= at.find((one) => one.end)?.end;
  const answered = at.reduce((sum, one) => (one.end ? sum : sum + one.share), 0);
  return { at, outside, delivered: answered + (outside?.share ?? 0), end };
}

function pickShares(ctx: RouteContext, pick: Pick, weight: number): readonly ShareAt[] {
  const table = new BackendTable();
  const sums: number[] = [];
  const client = makeClient(pick.clientAddress || '0.0.0.0', SOURCE_PORT);
  new Slot(pick, ctx, table).addShares(client, weight, sums);
  return table.arrivals.map((arrival, index) => ({
    arrival,
    share: sums[index] ?? 0,
    end: arrival.end ?? pick.replyLost,
  }));
}
