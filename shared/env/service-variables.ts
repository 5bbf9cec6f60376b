// The environment variables that the kubelet gives every container for the Services it finds when the container starts.
import { nameOf } from '../cluster/cluster-names.ts';
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import type { ServiceOutcome } from '../cluster/endpoints-of-service.ts';
import { joinHostPort } from '../cluster/ip-address.ts';
import type { Container, Service } from '../model/objects.ts';
import { asBoolean, asList, asMap, asString, valueAt } from '../model/value.ts';

/** One variable. */
export interface ServiceVariable {
  readonly name: string;
  readonly value: string;
  /** The Service it comes from. */
  readonly service: { readonly namespace: string; readonly name: string };
  /**
   * Set when the container does not see it. `container`: the manifest sets a variable of this name, which wins.
   * `service`: another Service makes a variable of this name; the kubelet takes either, by chance.
   */
  readonly hiddenBy?: 'container' | 'service';
}

/** What of a pod decides its variables. */
export type VariablePod = Pick<ClusterPod, 'namespace' | 'source'>;

/** What decides the variables besides pod and Services. */
export interface EnvOptions {
  /** The addresses of a Service, the primary family first. */
  readonly clusterIPsOf: (namespace: string, name: string) => readonly string[];
}

/** The API server's own Service: pods of every namespace get its variables. */
const MASTER_SERVICE = 'kubernetes';
const MASTER_NAMESPACE = 'default';

/**
 * The variables of one container, by Service, each Service in the kubelet's order.
 * 1. Services of the pod's namespace that have a cluster IP; `enableServiceLinks: false` leaves none of them.
 * 2. The Service `kubernetes` of the namespace `default`, unless the pod's namespace has one of that name.
 *
 * Source: kubernetes pkg/kubelet/kubelet_pods.go getServiceEnvVarMap, makeEnvironmentVariables, v1.36.
 * Differs: a Service that was created after the container started is in the list all the same.
 */
export function serviceVariables(
  pod: VariablePod,
  container: Container | undefined,
  services: readonly ServiceOutcome[],
  options: EnvOptions,
): readonly ServiceVariable[] {
  const links = enableServiceLinks(pod);
  const visible = services.filter(({ service, namespace }) => {
    if (namespace === pod.namespace)
      return links || (namespace === MASTER_NAMESPACE && nameOf(service) === MASTER_SERVICE);
    return (
      namespace === MASTER_NAMESPACE &&
      nameOf(service) === MASTER_SERVICE &&
      !hasOwnMaster(pod, services, links)
    );
  });
  const variables = visible.flatMap(({ service, namespace }) => {
    const ip = options.clusterIPsOf(namespace, nameOf(service))[0];
    return ip === undefined ? [] : variablesOf(service, namespace, ip);
  });
  return markHidden(variables, explicitNames(pod, container));
}

function enableServiceLinks(pod: VariablePod): boolean {
  const value = valueAt(pod.source.raw, [...pod.source.template.path, 'spec', 'enableServiceLinks']);
  return asBoolean(value) ?? true;
}

function hasOwnMaster(pod: VariablePod, services: readonly ServiceOutcome[], links: boolean): boolean {
  return (
    links &&
    services.some(
      ({ service, namespace }) => namespace === pod.namespace && nameOf(service) === MASTER_SERVICE,
    )
  );
}

/**
 * `WEB_SERVICE_HOST`, `WEB_SERVICE_PORT`, one `WEB_SERVICE_PORT_<NAME>` a named port, then the links of Docker.
 * Source: kubernetes pkg/kubelet/envvars/envvars.go FromServices, makeLinkVariables, v1.36.
 */
function variablesOf(service: Service, namespace: string, ip: string): readonly ServiceVariable[] {
  const name = nameOf(service);
  const prefix = variableName(name);
  const make = (suffix: string, value: string): ServiceVariable => ({
    name: `${prefix}_${suffix}`,
    value,
    service: { namespace, name },
  });
  const ports = service.ports.flatMap((port) =>
    port.port === undefined ? [] : [{ ...port, port: port.port }],
  );
  const [first] = ports;
  if (!first) return [];
  const url = (protocol: string, port: number): string =>
    `${protocol.toLowerCase()}://${joinHostPort(ip, port)}`;
  const links = ports.flatMap(({ port, protocol }) => {
    const stem = `PORT_${port}_${protocol}`;
    return [
      make(stem, url(protocol, port)),
      make(`${stem}_PROTO`, protocol.toLowerCase()),
      make(`${stem}_PORT`, String(port)),
      make(`${stem}_ADDR`, ip),
    ];
  });
  return [
    make('SERVICE_HOST', ip),
    make('SERVICE_PORT', String(first.port)),
    ...ports.flatMap((port) =>
      port.name ? [make(`SERVICE_PORT_${variableName(port.name)}`, String(port.port))] : [],
    ),
    make('PORT', url(first.protocol, first.port)),
    ...links,
  ];
}

/** Upper case, dashes as underscores. */
function variableName(text: string): string {
  return text.replaceAll('-', '_').toUpperCase();
}

/** Names that the manifest sets itself; those that `envFrom` brings cannot be known here. */
function explicitNames(pod: VariablePod, container: Container | undefined): ReadonlySet<string> {
  const path = [...pod.source.template.path, 'spec', 'containers'];
  const written = asList(valueAt(pod.source.raw, path)).map(asMap);
  const own = written.find(({ name }) => name === container?.name);
  return new Set(asList(own?.['env']).flatMap((item) => asString(asMap(item)['name']) ?? []));
}

function markHidden(
  variables: readonly ServiceVariable[],
  explicit: ReadonlySet<string>,
): readonly ServiceVariable[] {
  const nByName = new Map<string, Set<string>>();
  for (const { name, service } of variables) {
    const owners = nByName.get(name) ?? new Set();
    nByName.set(name, owners.add(service.name));
  }
  return variables.map((variable) => {
    if (explicit.has(variable.name)) return { ...variable, hiddenBy: 'container' };
    const isContested = (nByName.get(variable.name)?.size ?? 0) > 1;
    return isContested ? { ...variable, hiddenBy: 'service' } : variable;
  });
}
