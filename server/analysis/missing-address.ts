// Addresses in settings that lead to no Service, or to a port that it does not have.
import { isHeadless } from '../../shared/cluster/service-families.ts';
import type { KubeObject, Service } from '../../shared/model/objects.ts';
import type { PlacedAddress } from './address-places.ts';
import type { RuleContext } from './context.ts';
import { missingPortOf, type MissingPort } from './missing-port.ts';
import { nPodSourcesIn } from './selection.ts';
import { findService, isServiceName, type MissingService } from './service-reference.ts';
import { servicesNear, type ServicesNear } from './services-near.ts';

/** The port that the Service lacks; or the Service that is not there, with the one that shows what was meant. */
export type MissingAddress = (MissingService & { readonly shown: Service }) | MissingPort;

/** What an address that an object says lacks: the Service, when one is spelt alike, or its port; `undefined` for nothing, or when it may be anywhere. */
export function missingAddress(
  object: KubeObject,
  address: PlacedAddress,
  ctx: RuleContext,
): MissingAddress | undefined {
  const { name, port, isFull } = address;
  const namespace = address.namespace ?? object.ref.namespace;
  if (address.namespace !== undefined && !isFull && !isNamespace(address.namespace, ctx)) return undefined;
  const found = findService({ from: object, name, namespace }, ctx);
  if (found.type === 'found') {
    if (port === undefined || found.services.some(isHeadless)) return undefined;
    return missingPortOf(found, object, port, ctx);
  }
  if (found.type === 'unknown' || found.mayBeBrought) return undefined;
  const shown = found.isMisspelt ? found.alike : isFull ? found.elsewhere : undefined;
  return shown && { ...found, shown };
}

/** False for a name that no Service has, nor one near that is a slip away: nothing is missing where it stands in an address. */
export function namesMeant(object: KubeObject, ctx: RuleContext): (name: string) => boolean {
  let near: ServicesNear | undefined;
  return (name) => isServiceName(name, ctx) || (near ??= servicesNear(object, ctx)).hasMisspelt(name);
}

/** True for the second part of `name.namespace` when something is in a namespace of that name: else it is a domain. */
function isNamespace(text: string, ctx: RuleContext): boolean {
  return nPodSourcesIn(text, ctx) > 0;
}

/** An address with what was meant in place of what is missing; `undefined` when that is not known. */
export function repairedAddress(
  { text, name, port }: PlacedAddress,
  missing: MissingAddress,
): string | undefined {
  if (!('service' in missing)) {
    const other = missing.isMisspelt ? missing.shown.ref.name : undefined;
    return other === undefined ? undefined : text.replace(name, () => other);
  }
  const meant = missing.meant?.port;
  return meant === undefined ? undefined : text.replace(new RegExp(`:${port}$`), `:${meant}`);
}
