// What the API server says of objects that it accepts.
import type { ValueMap } from '../model/value.ts';
import type { Context } from './context.ts';
import type { Warning } from './cause.ts';
import { warnAboutService } from './warn-service.ts';

/** The warnings about an object after defaulting, in the server's order. */
export function warningsOf(
  ctx: Context,
  apiVersion: string,
  kind: string,
  object: ValueMap,
): readonly Warning[] {
  switch (`${apiVersion}/${kind}`) {
    case 'v1/Service':
      return warnAboutService(ctx, object);
    default:
      return [];
  }
}
