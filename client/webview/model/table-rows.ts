// The result as rows of a table: everything the graph says, in an order that reads well line by line.
import type { Anchor } from '../../../shared/messages/preview.ts';
import type { PodView, ServiceView } from './service-view.ts';

/** One connection, or one reason for none. */
export interface ReachRow {
  /** The Service port's label; empty where the row is about all of them. */
  readonly port: string;
  /** Empty for a port that reaches nothing at all. */
  readonly pod: string;
  readonly source: string;
  readonly node: string;
  readonly status: string;
  readonly isReady: boolean;
  /** `web:8080`; empty where nothing arrives. */
  readonly target: string;
  /** 0 to 1; `undefined` where nothing arrives. */
  readonly share: number | undefined;
  /** Why nothing arrives; empty where something does. */
  readonly why: string;
  readonly anchor: Anchor;
}

/**
 * Rows in three parts: for each port what it reaches and whom it leaves out, or why it reaches nothing; then the pods
 * left out of all ports. Within a part in the order of the pods.
 */
export function reachRows(service: ServiceView): ReachRow[] {
  const parts = service.ports.map((port): ReachRow[] => {
    const label = portLabel(port);
    const reached = service.pods.flatMap((pod) =>
      pod.targets
        .filter((target) => target.port === port.key)
        .map(({ label: target, share }) => ({ ...podRow(pod), port: label, target, share })),
    );
    const leftOut = exclusionRows(service.pods, port.key, label);
    if (!port.problem) return [...reached, ...leftOut];
    return [{ ...EMPTY, port: label, why: port.problem, anchor: port.anchor }, ...reached, ...leftOut];
  });
  return [...parts.flat(), ...exclusionRows(service.pods, '', '')];
}

/** `http 80/TCP`, or the number alone for a port without a name. */
export function portLabel(port: { readonly name: string; readonly port: string }): string {
  return port.name ? `${port.name} ${port.port}` : port.port;
}

const EMPTY = {
  pod: '',
  source: '',
  node: '',
  status: '',
  isReady: false,
  target: '',
  share: undefined,
  why: '',
} as const;

function exclusionRows(pods: readonly PodView[], port: string, label: string): ReachRow[] {
  return pods.flatMap((pod) =>
    pod.exclusions
      .filter((exclusion) => exclusion.port === port)
      .map(({ message }) => ({ ...podRow(pod), port: label, why: message })),
  );
}

function podRow(pod: PodView): Omit<ReachRow, 'port'> {
  const { name, source, node, status, isReady, anchor } = pod;
  return { ...EMPTY, pod: name, source, node, status, isReady, anchor };
}
