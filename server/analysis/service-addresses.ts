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

const NOTHING: readonly ServiceAddress[] = [];

/** False for a value in which no address is found, whatever is asked. */
export function mayHoldAddress(value: unknown): value is string {
  return typeof value === 'string' && (value.includes(':') || value.includes('.svc'));
}

/** How a text is read. */
export interface AddressOptions {
  /** False where anything may stand: a bare `name:port` is no address there. */
  readonly allowsBare: boolean;
  /** False for a name that is passed over: most hosts are none of the workspace. All are wanted when left out. */
  readonly isWanted?: (name: string) => boolean;
}

/**
 * The addresses in a text that have the form of a Service's:
 * 1. `name.namespace.svc`, with anything in front for a pod and a domain behind;
 * 2. `name` or `name.namespace` with a scheme or a port.
 */
export function serviceAddresses(text: string, options: AddressOptions): readonly ServiceAddress[] {
  if (text.length > MAX_LENGTH) return NOTHING;
  const whole = WHOLE.exec(text);
  if (whole) {
    const address = readAddress(whole, options);
    return address ? [address] : NOTHING;
  }
  if (!text.includes('.svc') && !text.includes('://') && !(options.allowsBare && text.includes(':')))
    return NOTHING;
  const found: ServiceAddress[] = [];
  for (const match of text.matchAll(HOST)) {
    const address = readAddress(match, options);
    if (address) found.push(address);
  }
  return found;
}

/** The address that one of the patterns found. */
function readAddress(
  { 1: scheme = '', 2: host = '', 3: portText }: RegExpMatchArray,
  { allowsBare, isWanted }: AddressOptions,
): ServiceAddress | undefined {
  const svc = svcLabelIn(host);
  const isFull = svc >= 0;
  if (!isFull && scheme === '' && !(allowsBare && portText !== undefined)) return undefined;
  const end = isFull ? svc : host.length;
  const dot = host.lastIndexOf('.', end - 1);
  if (!isFull && dot !== host.indexOf('.')) return undefined; // three labels are a domain
  const name = host.slice(isFull ? host.lastIndexOf('.', dot - 1) + 1 : 0, dot < 0 ? end : dot);
  const port = portText === undefined ? undefined : Number(portText);
  if (!NAME.test(name) || (port !== undefined && (port > 65535 || port === 0)) || isWanted?.(name) === false)
    return undefined;
  const text = portText === undefined ? host : `${host}:${port}`;
  return { text, name, namespace: dot < 0 ? undefined : host.slice(dot + 1, end), port, isFull };
}

/** Where the dot before the first label `svc` stands, if a name and a namespace come before it; else -1. */
function svcLabelIn(host: string): number {
  let dot = host.indexOf('.svc');
  while (dot >= 0 && dot + 4 < host.length && host[dot + 4] !== '.') dot = host.indexOf('.svc', dot + 4);
  return dot >= 0 && host.lastIndexOf('.', dot - 1) >= 0 && !host.startsWith('svc.') ? dot : -1;
}
