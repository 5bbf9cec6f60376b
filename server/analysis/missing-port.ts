// A port of a Service that something else names and the Service does not have.
import { t } from '@vscode/l10n';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { IntOrString, KubeObject, Service, ServicePort } from '../../shared/model/objects.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import type { RuleContext } from './context.ts';
import { isPortPatchedIn } from './declared-ports.ts';
import type { Fix } from './fix.ts';
import { isSlip } from './alike-names.ts';
import type { Severity } from './settings.ts';
import { appliedTogether, type FoundService } from './service-reference.ts';

/** A port that none of the Services meant has. */
export interface MissingPort {
  /** As certain as the Service stands near: a warning where it stands in a neighbouring directory, information farther away. */
  readonly severity: Severity;
  readonly service: Service;
  readonly wanted: IntOrString;
  /** The port whose target is what was named: Service port and target port were taken for each other. */
  readonly byTarget: ServicePort | undefined;
  /** The port that was probably meant: the one above, the one spelt alike, or the only one. */
  readonly meant: ServicePort | undefined;
}

/**
 * The port that a reference names and that no Service meant by it has; `undefined` when one has it, or when that cannot be
 * known: an ExternalName (its ports mean nothing), ports yet to be filled in, a patch that writes the port.
 */
export function missingPortOf(
  found: FoundService,
  from: KubeObject,
  wanted: IntOrString,
  ctx: RuleContext,
): MissingPort | undefined {
  if (typeof wanted === 'string' && (wanted === '' || isUnresolved(wanted))) return undefined;
  if (!found.isCertain || !found.services.every((service) => lacks(service, wanted))) return undefined;
  const [service] = appliedTogether(found, from, ctx);
  if (!service || found.services.some((other) => isPortPatchedIn(other, wanted, ctx))) return undefined;
  const byTarget = service.ports.find(({ targetPort }) => targetPort === wanted);
  const only = service.ports.length === 1 ? service.ports[0] : undefined;
  const alike = service.ports.find(
    ({ name }) => name !== undefined && typeof wanted === 'string' && isSlip(wanted, name),
  );
  const isBeside = found.nearness === 'file' || found.nearness === 'directory';
  return {
    severity: isBeside ? 'error' : found.nearness === 'near' ? 'warning' : 'information',
    service,
    wanted,
    byTarget,
    meant: byTarget ?? alike ?? only,
  };
}

function lacks({ type, ports }: Service, wanted: IntOrString): boolean {
  if (type === 'ExternalName' || ports.length === 0) return false;
  return ports.every(
    ({ name, port }) => port !== undefined && !isUnresolved(name ?? '') && name !== wanted && port !== wanted,
  );
}

/** `80 (http)`, or `80` for a port without a name. */
export function describeServicePort({ name, port }: ServicePort): string {
  return name ? `${port} (${name})` : String(port);
}

/** `80 (http), 443 (https)`: the ports of a Service in order. */
export function describeServicePorts({ ports }: Service): string {
  return ports.map(describeServicePort).join(', ');
}

/** The fix that names the port that was meant, in the way the fields name ports: by name where they do, else by number. */
export function usePort(
  { meant, wanted, byTarget, service }: MissingPort,
  object: KubeObject,
  paths: readonly FieldPath[],
): Fix | undefined {
  const isByName = typeof wanted === 'string';
  const value = isByName ? meant?.name : meant?.port;
  if (!value) return undefined;
  return {
    title: isByName ? t('Use port "{0}"', value) : t('Use port {0}', value),
    steps: paths.map((path) => ({ type: 'set', object, path, value })),
    isPreferred: byTarget !== undefined || service.ports.length === 1 || isByName,
  };
}
