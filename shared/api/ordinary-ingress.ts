// The quick look at Ingresses.
import type { Value } from '../model/value.ts';
import { dns1035Label, dns1123Subdomain, portName } from './names.ts';
import {
  among,
  filledListOf,
  listOf,
  named,
  portNumber,
  structOf,
  type Ordinary,
} from './ordinary-checks.ts';
import { checkHost, checkPath } from './validate-ingress.ts';

const subdomain = named(dns1123Subdomain);

/** A host with a letter in it is no address. */
const host: Ordinary = (value) =>
  typeof value === 'string' && /[g-z]/.test(value) && checkHost(value).length === 0;

const backend = structOf(
  {
    service: structOf(
      {
        name: named(dns1035Label),
        port: structOf({ name: named(portName), number: portNumber }, { oneOf: ['name', 'number'] }),
      },
      { needs: ['name', 'port'] },
    ),
  },
  { needs: ['service'] },
);

const path = structOf(
  {
    path: (value) => typeof value === 'string' && checkPath('Prefix', value).length === 0,
    pathType: among('Prefix', 'Exact', 'ImplementationSpecific'),
    backend,
  },
  { needs: ['path', 'pathType', 'backend'] },
);

const rule = structOf({
  host,
  http: structOf({ paths: filledListOf(path) }, { needs: ['paths'] }),
});

const spec = structOf(
  {
    ingressClassName: subdomain,
    defaultBackend: backend,
    rules: filledListOf(rule),
    tls: listOf(structOf({ hosts: listOf(host), secretName: subdomain })),
  },
  { holds: ({ rules, defaultBackend }) => rules !== undefined || defaultBackend !== undefined },
);

/** Whether the spec of an Ingress is ordinary. */
export function isOrdinaryIngressSpec(value: Value): boolean {
  return spec(value);
}
