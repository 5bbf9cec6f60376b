// Warnings about pods and pod templates, above all about ports that are declared twice.
import type { FieldPath } from '../model/field-path.ts';
import { formatFieldPath } from '../model/field-path.ts';
import type { ValueMap } from '../model/value.ts';
import type { Warning } from './cause.ts';
import type { Context } from './context.ts';
import { quote } from './go-text.ts';
import { dns1123Label } from './names.ts';
import { isSet, number, struct, structs, text } from './read.ts';

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/** The version from which port names are compared across containers. */
const PORT_NAMES_SINCE = 33;

/** A port with where it stands. */
interface PlacedPort {
  readonly port: ValueMap;
  readonly path: FieldPath;
}

/** The warnings about a Pod: its name is its host name, so a DNS label is better. */
export function warnAboutPod(ctx: Context, pod: ValueMap): readonly Warning[] {
  const [spec, name] = [struct(pod, 'spec'), text(struct(pod, 'metadata'), 'name')];
  const problems = text(spec, 'hostname') === '' && name !== '' ? dns1123Label(name) : [];
  const path = ['metadata', 'name'];
  const advice =
    "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended";
  return [
    ...(problems.length > 0 ? [{ text: `${advice}: [${problems.join(' ')}]`, path }] : []),
    ...warnAboutTemplate(ctx, pod, []),
  ];
}

/**
 * The warnings about a template, or about a Pod as far as they are the same. `at` is where `spec` stands.
 * Source: kubernetes/kubernetes pkg/api/pod/warnings.go warningsForPodSpecAndMeta, v1.36.
 * Differs: only containers, their ports and variables, host aliases and pull secrets are looked at.
 */
export function warnAboutTemplate(ctx: Context, template: ValueMap, at: FieldPath): readonly Warning[] {
  const spec = struct(template, 'spec');
  const specAt = [...at, 'spec'];
  return [
    ...warnAboutRepeated(structs(spec, 'hostAliases'), 'ip', [...specAt, 'hostAliases']),
    ...warnAboutRepeated(structs(spec, 'imagePullSecrets'), 'name', [...specAt, 'imagePullSecrets']),
    ...warnAboutNamelessSecrets(spec, specAt),
    ...CONTAINER_LISTS.flatMap((list) =>
      structs(spec, list).flatMap((container, index) =>
        warnAboutEnv(container, [...specAt, list, index, 'env']),
      ),
    ),
    ...warnAboutPorts(ctx, spec, specAt),
    ...warnAboutGracePeriod(spec, specAt),
    ...warnAboutNoSelector(spec, specAt),
  ];
}

function warnAboutRepeated(items: readonly ValueMap[], key: string, at: FieldPath): readonly Warning[] {
  const seen = items.map((item) => text(item, key));
  return seen.flatMap((value, index) => {
    if (seen.indexOf(value) === index) return [];
    const path = [...at, index, key];
    return [{ text: `${formatFieldPath(path)}: duplicate ${key} ${quote(value)}`, path }];
  });
}

function warnAboutNamelessSecrets(spec: ValueMap, at: FieldPath): readonly Warning[] {
  return structs(spec, 'imagePullSecrets').flatMap((secret, index) =>
    text(secret, 'name') === ''
      ? [about([...at, 'imagePullSecrets', index, 'name'], 'invalid empty name ""')]
      : [],
  );
}

/** A variable given twice hides the first one, unless it refers to it. */
function warnAboutEnv(container: ValueMap, at: FieldPath): readonly Warning[] {
  const names = new Set<string>();
  return structs(container, 'env').flatMap((variable, index) => {
    const [name, value] = [text(variable, 'name'), text(variable, 'value')];
    const isRepeated = names.has(name);
    names.add(name);
    const reference = `$(${name})`;
    const doesExtend = !isSet(variable, 'valueFrom') && value !== reference && value.includes(reference);
    if (!isRepeated || doesExtend) return [];
    const path = [...at, index];
    const sentence = `hides previous definition of ${quote(name)}, which may be dropped when using apply`;
    return [{ text: `${formatFieldPath(path)}: ${sentence}`, path }];
  });
}

function warnAboutPorts(ctx: Context, spec: ValueMap, at: FieldPath): readonly Warning[] {
  const before: PlacedPort[] = [];
  const names = new Map<string, string>();
  const warnings: Warning[] = [];
  for (const port of placedPorts(spec, at)) {
    warnings.push(...warnAboutHostIp(port));
    for (const other of before) {
      const sentence = overlap(port.port, other.port);
      if (sentence) warnings.push(about(port.path, `${sentence} with ${formatFieldPath(other.path)}`));
    }
    before.push(port);
    if (ctx.minor >= PORT_NAMES_SINCE) warnings.push(...warnAboutPortName(port, names));
  }
  return warnings;
}

/** The server prints the port as Go prints its struct. */
function warnAboutHostIp({ port, path }: PlacedPort): readonly Warning[] {
  if (text(port, 'hostIP') === '' || number(port, 'hostPort') !== 0) return [];
  const [name, containerPort, protocol] = [
    text(port, 'name'),
    number(port, 'containerPort'),
    text(port, 'protocol'),
  ];
  const printed = `{Name:${name} HostPort:0 ContainerPort:${containerPort} Protocol:${protocol} HostIP:${text(port, 'hostIP')}}`;
  return [about(path, `hostIP set without hostPort: ${printed}`)];
}

/**
 * A name that another port has already, whatever its protocol.
 * The sentence names the port that stands first, which is not always the one that is found by name.
 */
function warnAboutPortName({ port, path }: PlacedPort, names: Map<string, string>): readonly Warning[] {
  const name = text(port, 'name');
  if (name === '') return [];
  const first = names.get(name);
  if (first === undefined) {
    names.set(name, formatFieldPath(path));
    return [];
  }
  const effect = `services and probes that select ports by name will use ${first}`;
  return [about(path, `duplicate port name ${quote(name)} with ${first}, ${effect}`)];
}

function placedPorts(spec: ValueMap, at: FieldPath): readonly PlacedPort[] {
  return CONTAINER_LISTS.flatMap((list) =>
    structs(spec, list).flatMap((container, containerIndex) =>
      structs(container, 'ports').map((port, portIndex) => ({
        port,
        path: [...at, list, containerIndex, 'ports', portIndex],
      })),
    ),
  );
}

function overlap(port: ValueMap, other: ValueMap): string | undefined {
  if (number(port, 'containerPort') !== number(other, 'containerPort')) return undefined;
  if (text(port, 'protocol') !== text(other, 'protocol')) return undefined;
  const [hostPort, otherHostPort] = [number(port, 'hostPort'), number(other, 'hostPort')];
  const [hostIp, otherHostIp] = [text(port, 'hostIP'), text(other, 'hostIP')];
  if (hostIp === otherHostIp && hostPort === otherHostPort) return 'duplicate port definition';
  if (hostPort === 0 || otherHostPort === 0) return 'overlapping port definition';
  const isAmbiguous = hostPort === otherHostPort && (hostIp === '') !== (otherHostIp === '');
  return isAmbiguous ? 'dangerously ambiguous port definition' : undefined;
}

function warnAboutGracePeriod(spec: ValueMap, at: FieldPath): readonly Warning[] {
  if (number(spec, 'terminationGracePeriodSeconds') >= 0) return [];
  return [
    about(
      [...at, 'terminationGracePeriodSeconds'],
      'must be >= 0; negative values are invalid and will be treated as 1',
    ),
  ];
}

/** A term without selector matches no pod. */
function warnAboutNoSelector(spec: ValueMap, at: FieldPath): readonly Warning[] {
  const terms = structs(spec, 'topologySpreadConstraints').map((term, index) => ({
    term,
    path: [...at, 'topologySpreadConstraints', index],
  }));
  for (const kind of ['podAffinity', 'podAntiAffinity']) {
    const affinity = struct(struct(spec, 'affinity'), kind);
    const [required, preferred] = ['required', 'preferred'].map(
      (word) => `${word}DuringSchedulingIgnoredDuringExecution`,
    );
    structs(affinity, required ?? '').forEach((term, index) => {
      terms.push({ term, path: [...at, 'affinity', kind, required ?? '', index] });
    });
    structs(affinity, preferred ?? '').forEach((weighted, index) => {
      const path = [...at, 'affinity', kind, preferred ?? '', index, 'podAffinityTerm'];
      terms.push({ term: struct(weighted, 'podAffinityTerm'), path });
    });
  }
  return terms.flatMap(({ term, path }) =>
    isSet(term, 'labelSelector')
      ? []
      : [about([...path, 'labelSelector'], 'a null labelSelector results in matching no pod')],
  );
}

function about(path: FieldPath, sentence: string): Warning {
  return { text: `${formatFieldPath(path)}: ${sentence}`, path };
}
