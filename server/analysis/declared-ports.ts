// The ports that a pod's containers declare, each with its place, and whether the manifest shows them all.
import { t } from '@vscode/l10n';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type {
  Container,
  ContainerPort,
  KubeObject,
  PodSource,
  Protocol,
} from '../../shared/model/objects.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import { isUnresolved } from '../../shared/model/unresolved.ts';
import { asList, asMap, isList, isMap, valueAt, type Value } from '../../shared/model/value.ts';
import { originOf, uriOf, type ManifestDocument } from '../workspace/manifest.ts';
import { keys } from '../workspace/object-index.ts';
import { directoryOf } from '../workspace/path.ts';
import type { RuleContext } from './context.ts';
import { isTemplateCompleted } from './foreign.ts';
import { groupBy } from './group-by.ts';

/** A container port with a number, as Services can find it. */
export interface DeclaredPort {
  readonly source: PodSource;
  /** `spec.template.spec.containers[0].ports[1]`. */
  readonly path: FieldPath;
  readonly name: string | undefined;
  readonly number: number;
  readonly protocol: Protocol;
}

/** The declared ports in the order in which a name is looked up: containers, then sidecars; never other init containers. */
export function declaredPorts(source: PodSource): readonly DeclaredPort[] {
  const { template } = source;
  const found: DeclaredPort[] = [];
  for (const group of ['containers', 'initContainers'] as const) {
    for (const [containerIndex, container] of template[group].entries()) {
      if (group === 'initContainers' && !isSidecar(container)) continue;
      for (const [portIndex, { name, containerPort, protocol }] of container.ports.entries()) {
        if (containerPort === undefined) continue;
        const path = [...template.path, 'spec', group, containerIndex, 'ports', portIndex];
        found.push({ source, path, name: name || undefined, number: containerPort, protocol });
      }
    }
  }
  return found;
}

/** True when one of the ports above is one that is wanted; cheaper than to have them all. */
export function hasDeclaredPort(
  { template }: PodSource,
  isWanted: (port: ContainerPort) => boolean,
): boolean {
  const has = ({ ports }: Container): boolean =>
    ports.some((port) => port.containerPort !== undefined && isWanted(port));
  return (
    template.containers.some(has) ||
    template.initContainers.some((container) => isSidecar(container) && has(container))
  );
}

function isSidecar({ restartPolicy }: Container): boolean {
  return restartPolicy === 'Always';
}

/** True when some container declares no port at all: it may listen on any. */
export function hasSilentContainer({ template }: PodSource): boolean {
  return template.containers.some((container) => container.ports.length === 0);
}

/**
 * True when the pods' arguments, environment or probes, or a ConfigMap beside them, mention a number: what listens there
 * is configured, only not declared.
 */
export function mentionsPort(source: PodSource, number: number, ctx: RuleContext): boolean {
  const pattern = new RegExp(`(?<![\\d.])${number}(?![\\d.]\\d|\\d)`);
  const isMentioned = (value: Value | undefined): boolean =>
    value !== undefined &&
    pattern.test(JSON.stringify(value, (key, item: unknown) => (key === 'ports' ? [] : item)));
  if (isMentioned(valueAt(source.raw, [...source.template.path, 'spec']))) return true;
  const beside = ctx.lookup(keys.inDirectory('Other', directoryOf(uriOf(source))));
  return beside.some((object) => object.ref.kind === 'ConfigMap' && isMentioned(object.raw['data']));
}

/** `web 8080/TCP`, or `8080/TCP` for a port without a name. */
export function describePort({ name, number, protocol }: DeclaredPort): string {
  return name === undefined ? `${number}/${protocol}` : `${name} ${number}/${protocol}`;
}

const MAX_SOURCES = 3;

/** `Deployment "web" declares web 8080/TCP, metrics 9090/TCP; Pod "db" declares no port`. */
export function describeDeclared(sources: readonly PodSource[]): string {
  const parts = sources.slice(0, MAX_SOURCES).map((source) => {
    const name = describeRef(source.ref);
    const ports = declaredPorts(source).map(describePort).join(', ');
    return ports === '' ? t('{0} declares no port', name) : t('{0} declares {1}', name, ports);
  });
  const nMore = sources.length - parts.length;
  return [...parts, ...(nMore > 0 ? [t('and {0} more', nMore)] : [])].join('; ');
}

/**
 * True when the ports cannot be known from the manifest: the pods have no containers in it (a Rollout that refers to a
 * Deployment), an operator completes the template, or text has yet to be filled in for a port.
 */
export function arePortsUnknown(source: PodSource): boolean {
  if (isTemplateCompleted(source)) return true;
  const spec = valueAt(source.raw, [...source.template.path, 'spec']);
  const containers = asMap(spec)['containers'];
  if (!isList(containers) || containers.length === 0) return true;
  const all = [...containers, ...asList(asMap(spec)['initContainers'])];
  return all.some((container) => !isMap(container) || hasUnknownPorts(container['ports']));
}

function hasUnknownPorts(ports: Value | undefined): boolean {
  if (ports === undefined || ports === null) return false;
  if (!isList(ports)) return true;
  return ports.some((port) => {
    if (!isMap(port)) return true;
    const { name, containerPort, protocol } = port;
    if (typeof containerPort !== 'number') return true; // half typed, or told by its own rule
    return [name, protocol].some((text) => typeof text === 'string' && isUnresolved(text));
  });
}

/**
 * True when a patch writes a port of this name or number: one for the same object, or one that does not say for which (a
 * JSON patch). Overlays stand beside their base, so a patch reaches what lies below the folder two levels above its own.
 */
export function isPortPatchedIn(object: KubeObject, port: number | string, ctx: RuleContext): boolean {
  const { kind, name } = object.ref;
  const patches = byReach(ctx.portPatches());
  if (patches.size === 0) return false;
  const written = new RegExp(`(?<![\\w-])${port}(?![\\w-])`);
  const isPatching = (document: ManifestDocument): boolean => {
    if (document === originOf(object).document) return false; // it is no patch of itself
    if (!written.test(document.text) || isWholeTemplate(document, ctx)) return false;
    const { objects } = document;
    return objects.length === 0 || objects.some(({ ref }) => ref.kind === kind && ref.name === name);
  };
  const uri = uriOf(object);
  for (let slash = uri.lastIndexOf('/'); slash >= 0; slash = uri.slice(0, slash).lastIndexOf('/'))
    if (patches.get(uri.slice(0, slash))?.some(isPatching)) return true;
  return false;
}

const reaches = new WeakMap<readonly ManifestDocument[], ReadonlyMap<string, readonly ManifestDocument[]>>();

/** Patches by the folder below which they reach. */
function byReach(patches: readonly ManifestDocument[]): ReadonlyMap<string, readonly ManifestDocument[]> {
  let found = reaches.get(patches);
  if (!found) {
    found = groupBy(patches, ({ uri }) => directoryOf(directoryOf(directoryOf(uri))));
    reaches.set(patches, found);
  }
  return found;
}

/** True for a template that is judged like any file and holds no patch. */
function isWholeTemplate(document: ManifestDocument, { snapshot }: RuleContext): boolean {
  const { role, uri } = document;
  if (role !== 'template' || snapshot.isPartial(uri) || snapshot.file(uri)?.isDisabled) return false;
  return document.objects.every((object) => originOf(object).part === 'whole');
}
