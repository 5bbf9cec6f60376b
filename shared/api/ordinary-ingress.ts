// The quick look at Ingresses.
import { isOldLabel, isPortName } from './name-forms.ts';
import { among, filledListOf, listOf, portNumber, structOf, subdomain, textThat } from './ordinary-checks.ts';
import { checkHost, checkPath } from './validate-ingress.ts';

/** A host with a letter in it is no address. */
const host = textThat((text) => /[g-z]/.test(text) && checkHost(text).length === 0);

const backend = structOf(
  {
    service: structOf(
      {
        name: textThat(isOldLabel),
        port: structOf({ name: textThat(isPortName), number: portNumber }, { oneOf: ['name', 'number'] }),
      },
      { needs: ['name', 'port'] },
    ),
  },
  { needs: ['service'] },
);

const path = structOf(
  {
    path: textThat((text) => checkPath('Prefix', text).length === 0),
    pathType: among('Prefix', 'Exact', 'ImplementationSpecific'),
    backend,
  },
  { needs: ['path', 'pathType', 'backend'] },
);

const rule = structOf({
  host,
  http: structOf({ paths: filledListOf(path) }, { needs: ['paths'] }),
});

/** The spec of an Ingress. */
export const ordinaryIngressSpec = structOf(
  {
    ingressClassName: subdomain,
    defaultBackend: backend,
    rules: filledListOf(rule),
    tls: listOf(structOf({ hosts: listOf(host), secretName: subdomain })),
  },
  { holds: ({ rules, defaultBackend }) => rules !== undefined || defaultBackend !== undefined },
);
