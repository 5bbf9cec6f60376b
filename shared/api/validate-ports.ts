// Ports of Services, containers, probes and backends.
import type { Value, ValueMap } from '../model/value.ts';
import {
  child,
  duplicate,
  invalidEach,
  item,
  required,
  requiredOneOf,
  type Cause,
  type Place,
} from './cause.ts';
import { duplicateValue, type Context } from './context.ts';
import { goJson, quote, type Composite } from './go-text.ts';
import { dns1123Label, portName, portNumber, qualifiedName } from './names.ts';
import { isSet, number, structs, text } from './read.ts';

/** The protocols that a port may name. */
export const PROTOCOLS: readonly string[] = ['SCTP', 'TCP', 'UDP'];

/** A port by number or by name. Source: pkg/apis/core/validation ValidatePortNumOrName, v1.36. */
export function validatePortNumberOrName(port: Value | undefined, at: Place): readonly Cause[] {
  if (typeof port === 'string') return invalidEach(at, port, portName(port));
  const value = typeof port === 'number' ? port : 0;
  return invalidEach(at, value, portNumber(value));
}

/** One protocol, which must be given. */
export function validateProtocol(protocol: string, at: Place): readonly Cause[] {
  return requiredOneOf(at, protocol, PROTOCOLS);
}

/**
 * The ports of a Service one by one, with the names that may occur once.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go validateServicePort, v1.36.
 */
export function validateServicePorts(ctx: Context, ports: readonly ValueMap[], at: Place): readonly Cause[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const here = item(at, index);
    const value = number(port, 'port');
    return [
      ...validateServicePortName(text(port, 'name'), ports.length > 1, names, child(here, 'name')),
      ...invalidEach(child(here, 'port'), value, portNumber(value)),
      ...validateProtocol(text(port, 'protocol'), child(here, 'protocol')),
      ...validatePortNumberOrName(port['targetPort'], child(here, 'targetPort')),
      ...(isSet(port, 'appProtocol') ? validateAppProtocol(ctx, port, here) : []),
    ];
  });
}

/** Names are needed as soon as there are two ports. */
function validateServicePortName(
  name: string,
  isNeeded: boolean,
  names: Set<string>,
  at: Place,
): readonly Cause[] {
  if (name === '') return isNeeded ? [required(at)] : [];
  const causes = [...invalidEach(at, name, dns1123Label(name))];
  if (names.has(name)) causes.push(duplicate(at, name));
  names.add(name);
  return causes;
}

function validateAppProtocol(ctx: Context, port: ValueMap, at: Place): readonly Cause[] {
  const appProtocol = text(port, 'appProtocol');
  return invalidEach(child(at, 'appProtocol'), appProtocol, qualifiedName(appProtocol, ctx.minor));
}

/** Node ports and ports that occur twice with one protocol. */
export function validateServicePortsUnique(
  ctx: Context,
  ports: readonly ValueMap[],
  at: Place,
): readonly Cause[] {
  const causes: Cause[] = [];
  const nodePorts = new Set<string>();
  ports.forEach((port, index) => {
    const nodePort = number(port, 'nodePort');
    const key = `${text(port, 'protocol')}/${nodePort}`;
    if (nodePort !== 0 && nodePorts.has(key))
      causes.push(duplicate(child(item(at, index), 'nodePort'), nodePort));
    nodePorts.add(key);
  });
  const seen = new Set<string>();
  ports.forEach((port, index) => {
    const key = `${text(port, 'protocol')}/${number(port, 'port')}`;
    if (seen.has(key)) causes.push(duplicateValue(ctx, item(at, index), portKey(port)));
    seen.add(key);
  });
  return causes;
}

/** The internal struct by which the server looks for duplicates, and which it prints. */
function portKey(port: ValueMap): Composite {
  const [protocol, value] = [text(port, 'protocol'), number(port, 'port')];
  const fields = { Name: '', Protocol: protocol, AppProtocol: null, Port: value, TargetPort: 0, NodePort: 0 };
  const target = 'intstr.IntOrString{Type:0, IntVal:0, StrVal:""}';
  return {
    json: goJson(fields),
    go: `core.ServicePort{Name:"", Protocol:${quote(protocol)}, AppProtocol:(*string)(nil), Port:${value}, TargetPort:${target}, NodePort:0}`,
  };
}

/**
 * The ports of one container.
 * Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go validateContainerPorts, v1.36.
 */
export function validateContainerPorts(ports: readonly ValueMap[], at: Place): readonly Cause[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const here = item(at, index);
    const causes: Cause[] = [];
    const name = text(port, 'name');
    if (name !== '') {
      const problems = portName(name);
      causes.push(...invalidEach(child(here, 'name'), name, problems));
      if (problems.length === 0 && names.has(name)) causes.push(duplicate(child(here, 'name'), name));
      if (problems.length === 0) names.add(name);
    }
    const containerPort = number(port, 'containerPort');
    const portAt = child(here, 'containerPort');
    if (containerPort === 0) causes.push(required(portAt));
    else causes.push(...invalidEach(portAt, containerPort, portNumber(containerPort)));
    const hostPort = number(port, 'hostPort');
    if (hostPort !== 0) causes.push(...invalidEach(child(here, 'hostPort'), hostPort, portNumber(hostPort)));
    causes.push(...validateProtocol(text(port, 'protocol'), child(here, 'protocol')));
    return causes;
  });
}

/** Host ports that two ports of these containers want, each with protocol and host address. */
export function validateHostPortsUnique(containers: readonly ValueMap[], at: Place): readonly Cause[] {
  const taken = new Set<string>();
  return containers.flatMap((container, containerIndex) =>
    structs(container, 'ports').flatMap((port, portIndex) => {
      const hostPort = number(port, 'hostPort');
      if (hostPort === 0) return [];
      const key = `${text(port, 'protocol')}/${text(port, 'hostIP')}/${hostPort}`;
      if (!taken.has(key)) {
        taken.add(key);
        return [];
      }
      return [duplicate(child(item(child(item(at, containerIndex), 'ports'), portIndex), 'hostPort'), key)];
    }),
  );
}
