// Pods and pod templates as far as names, labels, containers, ports and placement go.
import type { ValueMap } from '../model/value.ts';
import {
  called,
  child,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  item,
  notSupported,
  oneOf,
  required,
  ROOT,
  type Cause,
  type Place,
} from './cause.ts';
import { invalidValue, type Context } from './context.ts';
import { stringList } from './go-text.ts';
import { validateIp } from './ip.ts';
import { dns1123Label, dns1123Subdomain, labelValue, qualifiedName, type Check } from './names.ts';
import { flag, isSet, number, struct, structs, text, textMap, texts } from './read.ts';
import { validateContainers, validateImageBlanks, validateInitContainers } from './validate-container.ts';
import { validateAnnotations, validateLabels, validateMeta } from './validate-meta.ts';
import { validateAffinity, validateSpread } from './validate-placement.ts';
import { validateOverhead } from './validate-resources.ts';
import { validateHostUsers, validatePodSecurity } from './validate-security.ts';
import { validateVolumes } from './validate-volumes.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
const MAX_INT32 = 2 ** 31 - 1;

/**
 * The causes for which a Pod is refused.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodCreate, v1.36.
 */
export function validatePod(ctx: Context, pod: ValueMap): readonly Cause[] {
  const [spec, at] = [struct(pod, 'spec'), child(ROOT, 'spec')];
  const name = { check: dns1123Subdomain, isNamespaced: true };
  return [
    ...validateMeta(ctx, struct(pod, 'metadata'), name, child(ROOT, 'metadata')),
    ...validatePodSpec(ctx, spec, { isPod: true, moreVolumes: [] }, at),
    ...validateImageBlanks(structs(spec, 'containers'), child(at, 'containers')),
    ...validateImageBlanks(structs(spec, 'initContainers'), child(at, 'initContainers')),
    ...(structs(spec, 'ephemeralContainers').length > 0
      ? [forbidden(child(at, 'ephemeralContainers'), 'cannot be set on create')]
      : []),
  ];
}

/** The server names labels and annotations of a template without `metadata`. */
export function validateTemplate(
  ctx: Context,
  template: ValueMap,
  at: Place,
  moreVolumes: readonly ValueMap[] = [],
): readonly Cause[] {
  const spec = struct(template, 'spec');
  return [
    ...validateTemplateMeta(ctx, template, at),
    ...validatePodSpec(ctx, spec, { isPod: false, moreVolumes }, child(at, 'spec')),
    ...(structs(spec, 'ephemeralContainers').length > 0
      ? [
          forbidden(
            child(at, 'spec', 'ephemeralContainers'),
            'ephemeral containers not allowed in pod template',
          ),
        ]
      : []),
  ];
}

/** Labels and annotations of a template. */
export function validateTemplateMeta(ctx: Context, template: ValueMap, at: Place): readonly Cause[] {
  const meta = struct(template, 'metadata');
  const [labels, annotations] = [child(at, 'metadata', 'labels'), child(at, 'metadata', 'annotations')];
  return [
    ...validateLabels(ctx, textMap(meta, 'labels'), called(labels, `${at.field}.labels`)),
    ...validateAnnotations(ctx, textMap(meta, 'annotations'), called(annotations, `${at.field}.annotations`)),
  ];
}

/** Whether the spec is a Pod's own, and volumes that come from elsewhere. */
interface SpecOwner {
  readonly isPod: boolean;
  readonly moreVolumes: readonly ValueMap[];
}

/**
 * What is wrong with a pod's spec, in the server's order.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidatePodSpec, v1.36.
 * Differs: resource claims, pod-level resources and what an operating system rules out are not judged.
 */
function validatePodSpec(ctx: Context, spec: ValueMap, owner: SpecOwner, at: Place): readonly Cause[] {
  const volumes = validateVolumes(structs(spec, 'volumes'), child(at, 'volumes'));
  const known = new Map(volumes.known);
  for (const volume of owner.moreVolumes) known.set(text(volume, 'name'), volume);
  const pod = { volumes: known, graceSeconds: number(spec, 'terminationGracePeriodSeconds') };
  const [containers, init] = [structs(spec, 'containers'), structs(spec, 'initContainers')];
  return [
    ...volumes.causes,
    ...validateContainers(ctx, containers, pod, child(at, 'containers')),
    ...validateInitContainers(ctx, init, containers, pod, child(at, 'initContainers')),
    ...validateHostNetwork(spec, owner.isPod, at),
    ...oneOf(child(at, 'restartPolicy'), text(spec, 'restartPolicy'), RESTART_POLICIES),
    ...oneOf(child(at, 'dnsPolicy'), text(spec, 'dnsPolicy'), DNS_POLICIES),
    ...validateLabels(ctx, textMap(spec, 'nodeSelector'), child(at, 'nodeSelector')),
    ...validatePodSecurity(spec, at),
    ...validateAffinity(ctx, struct(spec, 'affinity'), child(at, 'affinity')),
    ...validateDnsConfig(ctx, spec, at),
    ...structs(spec, 'readinessGates').flatMap((gate, index) => {
      const type = text(gate, 'conditionType');
      return invalidEach(
        child(item(child(at, 'readinessGates'), index), 'conditionType'),
        type,
        qualifiedName(type, ctx.minor),
      );
    }),
    ...validateSpread(
      ctx,
      structs(spec, 'topologySpreadConstraints'),
      child(at, 'topologySpreadConstraints'),
    ),
    ...validateHostUsers(spec, at),
    ...validateGates(ctx, structs(spec, 'schedulingGates'), child(at, 'schedulingGates')),
    ...validateNames(spec, at),
    ...validateTolerations(ctx, structs(spec, 'tolerations'), child(at, 'tolerations')),
    ...validateHostAliases(ctx, structs(spec, 'hostAliases'), child(at, 'hostAliases')),
    ...validateName(spec, 'priorityClassName', dns1123Subdomain, at),
    ...validateName(spec, 'runtimeClassName', dns1123Subdomain, at),
    ...validateOs(spec, child(at, 'os')),
    ...validateOverhead(ctx, struct(spec, 'overhead'), child(at, 'overhead')),
  ];
}

function validateGates(ctx: Context, gates: readonly ValueMap[], at: Place): readonly Cause[] {
  const names = gates.map((gate) => text(gate, 'name'));
  return names.flatMap((name, index) => [
    ...invalidEach(item(at, index), name, qualifiedName(name, ctx.minor)),
    ...(names.indexOf(name) < index ? [duplicate(item(at, index), name)] : []),
  ]);
}

function validateOs(spec: ValueMap, at: Place): readonly Cause[] {
  const name = text(struct(spec, 'os'), 'name');
  if (!isSet(spec, 'os') || name === 'linux' || name === 'windows') return [];
  return [
    name === ''
      ? required(child(at, 'name'), 'cannot be empty')
      : notSupported(at, name, ['linux', 'windows']),
  ];
}

function validateNames(spec: ValueMap, at: Place): readonly Cause[] {
  const causes = [
    ...validateName(spec, 'serviceAccountName', dns1123Subdomain, at),
    ...validateName(spec, 'nodeName', dns1123Subdomain, at),
  ];
  const deadline = number(spec, 'activeDeadlineSeconds');
  if (isSet(spec, 'activeDeadlineSeconds') && (deadline < 1 || deadline > MAX_INT32)) {
    const detail = `must be between 1 and ${MAX_INT32}, inclusive`;
    causes.push(invalid(child(at, 'activeDeadlineSeconds'), deadline, detail));
  }
  causes.push(...validateName(spec, 'hostname', dns1123Label, at));
  return [...causes, ...validateName(spec, 'subdomain', dns1123Label, at)];
}

function validateName(spec: ValueMap, key: string, check: Check, at: Place): readonly Cause[] {
  const name = text(spec, key);
  return name === '' ? [] : invalidEach(child(at, key), name, check(name));
}

/** On the host's network a host port is the container port; in a template it may also be left out. */
function validateHostNetwork(spec: ValueMap, isPod: boolean, at: Place): readonly Cause[] {
  if (!flag(spec, 'hostNetwork')) return [];
  return structs(spec, 'containers').flatMap((container, containerIndex) =>
    structs(container, 'ports').flatMap((port, portIndex) => {
      const hostPort = number(port, 'hostPort');
      if (hostPort === number(port, 'containerPort') || (!isPod && hostPort === 0)) return [];
      const portAt = item(child(item(child(at, 'containers'), containerIndex), 'ports'), portIndex);
      const detail = 'must match `containerPort` when `hostNetwork` is true';
      return [invalid(child(portAt, 'hostPort'), hostPort, detail)];
    }),
  );
}

function validateDnsConfig(ctx: Context, spec: ValueMap, at: Place): readonly Cause[] {
  const [config, here] = [struct(spec, 'dnsConfig'), child(at, 'dnsConfig')];
  const servers = texts(config, 'nameservers');
  const serversAt = child(here, 'nameservers');
  if (text(spec, 'dnsPolicy') === 'None') {
    if (!isSet(spec, 'dnsConfig'))
      return [required(here, 'must provide `dnsConfig` when `dnsPolicy` is None')];
    const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
    if (servers.length === 0) return [required(serversAt, detail)];
  }
  return [
    ...(servers.length > 3
      ? [invalidValue(ctx, serversAt, stringList(servers), 'must not have more than 3 nameservers')]
      : []),
    ...servers.flatMap((server, index) => validateIp(ctx, server, item(serversAt, index))),
    ...structs(config, 'options').flatMap((option, index) =>
      text(option, 'name') === '' ? [required(item(child(here, 'options'), index), 'must not be empty')] : [],
    ),
  ];
}

/** The server tells a bad value under `operator`. */
function validateTolerations(ctx: Context, tolerations: readonly ValueMap[], at: Place): readonly Cause[] {
  return tolerations.flatMap((toleration, index) => {
    const here = item(at, index);
    const [key, operator, value, effect] = ['key', 'operator', 'value', 'effect'].map((name) =>
      text(toleration, name),
    );
    const causes: Cause[] = [];
    if (key) causes.push(...invalidEach(child(here, 'key'), key, qualifiedName(key, ctx.minor)));
    if (!key && operator !== 'Exists') {
      const detail =
        'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      causes.push(invalid(child(here, 'operator'), operator ?? '', detail));
    }
    if (isSet(toleration, 'tolerationSeconds') && effect !== 'NoExecute') {
      const detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      causes.push(invalid(child(here, 'effect'), effect ?? '', detail));
    }
    causes.push(...validateOperator(ctx, operator ?? '', value ?? '', child(here, 'operator')));
    if (effect) causes.push(...oneOf(child(here, 'effect'), effect, EFFECTS));
    return causes;
  });
}

function validateOperator(ctx: Context, operator: string, value: string, at: Place): readonly Cause[] {
  if (operator === 'Exists') {
    return value === '' ? [] : [invalid(at, value, "value must be empty when `operator` is 'Exists'")];
  }
  if (operator !== '' && operator !== 'Equal') return [notSupported(at, operator, ['Equal', 'Exists'])];
  const problems = labelValue(value, ctx.minor);
  return problems.length > 0 ? [invalid(at, value, problems.join(';'))] : [];
}

function validateHostAliases(ctx: Context, aliases: readonly ValueMap[], at: Place): readonly Cause[] {
  return aliases.flatMap((alias, index) => {
    const here = item(at, index);
    const names = texts(alias, 'hostnames');
    return [
      ...validateIp(ctx, text(alias, 'ip'), child(here, 'ip')),
      ...names.flatMap((name, i) =>
        invalidEach(item(child(here, 'hostnames'), i), name, dns1123Subdomain(name)),
      ),
    ];
  });
}
