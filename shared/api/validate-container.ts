// Containers of pods: regular ones, init containers and sidecars.
import type { ValueMap } from '../model/value.ts';
import {
  child,
  duplicate,
  forbidden,
  invalid,
  invalidEach,
  item,
  notSupported,
  oneOf,
  required,
  type Cause,
  type Place,
} from './cause.ts';
import type { Context } from './context.ts';
import { dns1123Label } from './names.ts';
import { isSet, struct, structs, text } from './read.ts';
import { validateEnv, validateEnvFrom } from './validate-env.ts';
import { validateContainerPorts, validateHostPortsUnique } from './validate-ports.ts';
import { validateLifecycle, validateProbes } from './validate-probe.ts';
import { validateResources } from './validate-resources.ts';
import { validateContainerSecurity } from './validate-security.ts';
import { validateMounts, type Volumes } from './validate-volumes.ts';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const MESSAGE_POLICIES = ['File', 'FallbackToLogsOnError'];
const RESTART_POLICIES = ['Always', 'Never', 'OnFailure'];

/** The version from which every container may restart by a rule of its own. */
const OWN_RESTART_SINCE = 35;

const ONLY_SIDECARS = 'may not be set for init containers without restartPolicy=Always';

/** What the containers of a pod share. */
export interface PodFacts {
  readonly volumes: Volumes;
  readonly graceSeconds: number;
}

/**
 * What is wrong with the regular containers of a pod.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go validateContainers, v1.36.
 */
export function validateContainers(
  ctx: Context,
  containers: readonly ValueMap[],
  pod: PodFacts,
  at: Place,
): readonly Cause[] {
  if (containers.length === 0) return [required(at)];
  const names = new Set<string>();
  const causes = containers.flatMap((container, index) => {
    const here = item(at, index);
    const found = [...validateContainer(ctx, container, pod, here)];
    const name = text(container, 'name');
    if (names.has(name)) found.push(duplicate(child(here, 'name'), name));
    names.add(name);
    found.push(...validateRunning(container, pod, here));
    if (isSet(container, 'restartPolicy')) {
      const [policy, policyAt] = [text(container, 'restartPolicy'), child(here, 'restartPolicy')];
      if (ctx.minor < OWN_RESTART_SINCE)
        found.push(forbidden(policyAt, 'may not be set for non-init containers'));
      else if (!RESTART_POLICIES.includes(policy))
        found.push(notSupported(policyAt, policy, RESTART_POLICIES));
    }
    return found;
  });
  return [...causes, ...validateHostPortsUnique(containers, at)];
}

/**
 * Init containers run one after the other, so host ports count for each alone; names count together with all others.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go validateInitContainers, v1.36.
 */
export function validateInitContainers(
  ctx: Context,
  containers: readonly ValueMap[],
  regular: readonly ValueMap[],
  pod: PodFacts,
  at: Place,
): readonly Cause[] {
  const names = new Set(regular.map((container) => text(container, 'name')));
  return containers.flatMap((container, index) => {
    const here = item(at, index);
    const causes = [...validateContainer(ctx, container, pod, here)];
    const [name, policy] = [text(container, 'name'), text(container, 'restartPolicy')];
    const policies = ctx.minor < OWN_RESTART_SINCE ? ['Always'] : RESTART_POLICIES;
    if (isSet(container, 'restartPolicy') && !policies.includes(policy)) {
      causes.push(notSupported(child(here, 'restartPolicy'), policy, policies));
    }
    if (names.has(name)) causes.push(duplicate(child(here, 'name'), name));
    else if (name !== '') names.add(name);
    causes.push(...validateHostPortsUnique([container], at));
    if (policy === 'Always') return [...causes, ...validateRunning(container, pod, here)];
    const running = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];
    return [
      ...causes,
      ...running
        .filter((key) => isSet(container, key))
        .map((key) => forbidden(child(here, key), ONLY_SIDECARS)),
    ];
  });
}

function validateRunning(container: ValueMap, pod: PodFacts, at: Place): readonly Cause[] {
  return [
    ...validateLifecycle(struct(container, 'lifecycle'), pod.graceSeconds, child(at, 'lifecycle')),
    ...validateProbes(container, at),
  ];
}

/** What holds for every container. Source: validateContainerCommon, v1.36. Differs: volume devices and resize policies are not judged. */
function validateContainer(ctx: Context, container: ValueMap, pod: PodFacts, at: Place): readonly Cause[] {
  const name = text(container, 'name');
  const messages = text(container, 'terminationMessagePolicy');
  return [
    ...(name === ''
      ? [required(child(at, 'name'))]
      : invalidEach(child(at, 'name'), name, dns1123Label(name))),
    ...(text(container, 'image') === '' ? [required(child(at, 'image'))] : []),
    ...(MESSAGE_POLICIES.includes(messages)
      ? []
      : [notSupported(child(at, 'terminationMessagePolicy'), messages, [...MESSAGE_POLICIES].sort())]),
    ...validateContainerPorts(structs(container, 'ports'), child(at, 'ports')),
    ...validateEnv(ctx, structs(container, 'env'), child(at, 'env')),
    ...validateEnvFrom(ctx, structs(container, 'envFrom'), child(at, 'envFrom')),
    ...validateMounts(structs(container, 'volumeMounts'), pod.volumes, child(at, 'volumeMounts')),
    ...oneOf(child(at, 'imagePullPolicy'), text(container, 'imagePullPolicy'), PULL_POLICIES),
    ...validateResources(ctx, struct(container, 'resources'), child(at, 'resources')),
    ...validateContainerSecurity(ctx, struct(container, 'securityContext'), child(at, 'securityContext')),
  ];
}

/** An image with blanks around it is refused in a Pod, not in a template. */
export function validateImageBlanks(containers: readonly ValueMap[], at: Place): readonly Cause[] {
  return containers.flatMap((container, index) => {
    const image = text(container, 'image');
    if (image === image.trim()) return [];
    return [invalid(child(item(at, index), 'image'), image, 'must not have leading or trailing whitespace')];
  });
}
