// Which Service hand-written Endpoints were meant for when their names differ.
import { distance } from 'fastest-levenshtein';
import type { Endpoints, Service } from '../../shared/model/objects.ts';
import type { RuleContext } from './context.ts';
import { endpointsFor, needsHandWrittenEndpoints } from './hand-written-endpoints.ts';

/** The Service that was meant, if any shows itself. */
export interface MeantService {
  readonly meant?: Service;
  /**
   * 1. waiting: it has no selector and no endpoints, and is alike in name or alone in the file.
   * 2. has-selector: it is alike in name, but has no need of hand-written Endpoints.
   * 3. other-namespace: it has the very name, in another namespace.
   */
  readonly why: 'waiting' | 'has-selector' | 'other-namespace' | 'none';
}

/** The Service that Endpoints with the name of no Service were probably meant for. */
export function whatWasMeant(endpoints: Endpoints, name: string, ctx: RuleContext): MeantService {
  const namesake = ctx
    .named('Service', name)
    .find((service) => ctx.nearness(endpoints, service) !== 'elsewhere');
  if (namesake) return { meant: namesake, why: 'other-namespace' };
  const near = ctx.near(endpoints, 'Service').filter((service) => service.ref.name !== undefined);
  const waiting = near.filter(
    (service) => needsHandWrittenEndpoints(service) && endpointsFor(service, ctx).length === 0,
  );
  const alike = waiting.find((service) => areAlike(name, service.ref.name ?? ''));
  if (alike) return { meant: alike, why: 'waiting' };
  const inFile = waiting.filter((service) => ctx.nearness(endpoints, service) === 'file');
  if (inFile.length === 1 && inFile[0]) return { meant: inFile[0], why: 'waiting' };
  const selecting = near.find((service) => service.selector && areAlike(name, service.ref.name ?? ''));
  return selecting ? { meant: selecting, why: 'has-selector' } : { why: 'none' };
}

/** `db` and `db-ep`, `db-endpoints`, `external-db`; or a slip of the pen. */
function areAlike(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return (
    short !== '' &&
    (long.startsWith(`${short}-`) ||
      long.endsWith(`-${short}`) ||
      distance(a, b) <= (short.length > 5 ? 2 : 1))
  );
}
