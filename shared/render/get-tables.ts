// The tables of `kubectl get`. What only the cluster knows is written `<cluster-ip>`, `<node-port>`, `<age>`.
import type { ClusterPod } from '../cluster/cluster-pod.ts';
import type { ClusterState } from '../cluster/settle.ts';
import type { Service, ServicePort } from '../model/objects.ts';
import { endpointsColumn, sliceEndpointsColumn, slicePortsColumn } from './endpoint-lists.ts';

/** What can be listed. */
export type GetKind = 'services' | 'endpoints' | 'endpointslices' | 'pods';

/** One line; the namespace stands apart because it is only shown for all namespaces. */
export interface GetRow {
  readonly namespace: string;
  readonly cells: readonly string[];
}

/** A table: its header and its rows, sorted by namespace, then name. */
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

function portCell(service: Service, { port, protocol, nodePort }: ServicePort): string {
  const isOnNodes = service.type === 'NodePort' || service.type === 'LoadBalancer';
  const number = nodePort || '<node-port>';
  return isOnNodes ? `${port ?? 0}:${number}/${protocol}` : `${port ?? 0}/${protocol}`;
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
