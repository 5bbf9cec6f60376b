// The ports of a Service as clients name them.
import type { Service, ServicePort } from '../model/objects.ts';
import type { EndReason } from './hop.ts';

/** The port of a Service by number or name; without either its only one. */
export function choosePort(service: Service, wanted: number | string | undefined): ServicePort | EndReason {
  const { ports } = service;
  const [only] = ports;
  if (wanted === undefined) {
    return ports.length === 1 && only ? only : { code: 'port-needed', ports: portTexts(service) };
  }
  const found = ports.find(({ name, port }) =>
    typeof wanted === 'number' ? port === wanted : name === wanted,
  );
  return found ?? { code: 'no-such-port', port: wanted, ports: portTexts(service) };
}

/** Its ports as a reader would name them: `80 (http)`. */
export function portTexts({ ports }: Service): readonly string[] {
  return ports.map(({ name, port }) => (name ? `${port} (${name})` : String(port)));
}
