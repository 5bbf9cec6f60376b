// The tables of `kubectl get`. What only the cluster knows is written `<cluster-ip>`, `<node-port>`, `<age>`.
import { keyOf } from '../cluster/cluster-names.ts';
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import type { ClusterState } from '../cluster/settle.ts';
import type { Service, ServicePort } from '../model/objects.ts';
import { nodePortText } from './describe-service.ts';
import { endpointsColumn, sliceEndpointsColumn, slicePortsColumn } from './endpoint-lists.ts';

/** What can be listed. */
export type GetKind = 'services' | 'endpoints' | 'endpointslices' | 'pods';

/** One line; the namespace stands apart because it is only shown for all namespaces. */
export interface GetRow {
  readonly namespace: string;
  readonly cells: readonly string[];
}

/** A table: its header and its rows in kubectl's order. */
export interface GetTable {
  readonly header: readonly string[];
  readonly rows: readonly GetRow[];
}

const AGE = '<age>';

/**
 * The table of one kind.
 * Source: kubernetes pkg/printers/internalversion/printers.go printService, printEndpoints, printEndpointSlice, printPod, v1.36.
 */
export function getColumns(kind: GetKind, state: ClusterState): GetTable {
  const { header, rows } = tableOf(kind, state);
  return { header, rows: [...rows].sort((a, b) => (keyOfRow(a) < keyOfRow(b) ? -1 : 1)) };
}

/** The end of an object's key in etcd: by the bytes of these the API server lists, so `db-10` comes before `db-2`. */
function keyOfRow({ namespace, cells: [name = ''] }: GetRow): string {
  return keyOf(namespace, name);
}

function tableOf(kind: GetKind, state: ClusterState): GetTable {
  switch (kind) {
    case 'services':
      return {
        header: ['NAME', 'TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)', 'AGE'],
        rows: state.services.map(({ service, namespace }) => ({ namespace, cells: serviceCells(service) })),
      };
    case 'endpoints':
      return {
        header: ['NAME', 'ENDPOINTS', 'AGE'],
        rows: state.endpoints.map((object) => ({
          namespace: object.metadata.namespace,
          cells: [object.metadata.name, endpointsColumn(object), AGE],
        })),
      };
    case 'endpointslices':
      return {
        header: ['NAME', 'ADDRESSTYPE', 'PORTS', 'ENDPOINTS', 'AGE'],
        rows: state.endpointSlices.map((slice) => ({
          namespace: slice.metadata.namespace,
          cells: [
            slice.metadata.name,
            slice.addressType,
            slicePortsColumn(slice),
            sliceEndpointsColumn(slice),
            AGE,
          ],
        })),
      };
    case 'pods':
      return {
        header: ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
        rows: state.pods.map((pod) => ({ namespace: pod.namespace, cells: podCells(pod) })),
      };
  }
}

function serviceCells(service: Service): readonly string[] {
  const isExternal = service.type === 'ExternalName';
  const clusterIP = isExternal ? '<none>' : service.clusterIP || '<cluster-ip>';
  const ports = service.ports.map((port) => portCell(service, port)).join(',');
  return [service.ref.name ?? '', service.type, clusterIP, externalIP(service), ports || '<none>', AGE];
}

/** Source: makePortString in the same file. */
function portCell(service: Service, servicePort: ServicePort): string {
  const { port, protocol } = servicePort;
  const nodePort = nodePortText(service, servicePort);
  return nodePort === undefined ? `${port ?? 0}/${protocol}` : `${port ?? 0}:${nodePort}/${protocol}`;
}

function externalIP({ type, externalIPs, externalName }: Service): string {
  if (type === 'ExternalName') return externalName ?? '<none>';
  if (externalIPs.length > 0) return externalIPs.join(',');
  return type === 'LoadBalancer' ? '<pending>' : '<none>';
}

function podCells({ name, template, ready, terminating, phase }: ClusterPod): readonly string[] {
  const nContainers = template.containers.length;
  const status = terminating
    ? 'Terminating'
    : phase === 'Succeeded'
      ? 'Completed'
      : phase === 'Failed'
        ? 'Error'
        : phase;
  return [name, `${ready ? nContainers : 0}/${nContainers}`, status, '0', AGE];
}
