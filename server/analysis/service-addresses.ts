// Addresses of Services that stand in text: `http://api.shop:8080`, `redis:6379`, `db.shop.svc.cluster.local`.

/** An address that a Service may have. */
export interface ServiceAddress {
  /** The host and port as written. */
  readonly text: string;
  readonly name: string;
  /** `undefined` for a bare name, which is looked up in the namespace of the pod. */
  readonly namespace: string | undefined;
  readonly port: number | undefined;
  /** It has the label `svc`, so it can be nothing but a Service. */
  readonly isFull: boolean;
}

/** Larger texts are files of their own, not settings. UTF-16 units. */
const MAX_LENGTH = 20_000;

/** A host at the start of a word, behind a scheme and user if any, and its port. */
const HOST =
  /(?:(?<![\w.@/$%-])([a-z][a-z0-9+.-]{0,20}):\/\/(?:[^\s/@"']{1,80}@)?|(?<![\w.@/:$%-]))([a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){0,6})(?::(\d{2,5}))?(?![\w:.@$%{-])/g;

/** A text that is nothing but a host, and its port: most settings are. */
const WHOLE = /^()([a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9][a-z0-9-]{0,62}){0,6})(?::(\d{2,5}))?$/;

const NAME = /^[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** False for a value in which no address is found, whatever is asked. */
export function mayHoldAddress(value: unknown): value is string {
  return typeof value === 'string' && (value.includes(':') || value.includes('.svc'));
}

/** How strictly a text is read: where anything may stand, a bare `name:port` is no address. */
export interface AddressOptions {
  readonly allowsBare: boolean;
}

/**
 * The addresses in a text that have the form of a Service's:
 * 1. `name.namespace.svc`, with anything in front for a pod and a domain behind;
 * 2. `name` or `name.namespace` with a scheme or a port.
 */
export function serviceAddresses(text: string, { allowsBare }: AddressOptions): readonly ServiceAddress[] {
  if (text.length > MAX_LENGTH) return [];
  if (!text.includes('.svc') && !text.includes('://') && !(allowsBare && text.includes(':'))) return [];
  const whole = WHOLE.exec(text);
  const found: ServiceAddress[] = [];
  for (const [, scheme, host = '', portText] of whole ? [whole] : text.matchAll(HOST)) {
    const labels = host.split('.');
    const port = portText === undefined ? undefined : Number(portText);
    const svc = labels.indexOf('svc');
    const isFull = svc >= 2;
    const isBare = labels.length <= 2 && ((scheme ?? '') !== '' || (allowsBare && port !== undefined));
    if (!isFull && !isBare) continue;
    const [name = '', namespace] = isFull ? labels.slice(svc - 2, svc) : labels;
    if (!NAME.test(name) || (port !== undefined && (port > 65535 || port === 0))) continue;
    const shown = port === undefined ? host : `${host}:${port}`;
    found.push({ text: shown, name, namespace, port, isFull });
  }
  return found;
}
