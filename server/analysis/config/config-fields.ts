// The fields of `.kubereach.yaml`, once for all who speak of them: the decoder, the JSON schema, the documentation.
import type { Value } from '../../../shared/model/value.ts';
import { parseDomain, parseIpFamilies, parsePortRange, parseVersion } from '../settings.ts';
import type { Config, Expected } from './config.ts';

/** One field at the top of the file. `external` and `rules` have fields of their own. */
export type ConfigField = {
  /** One or two sentences for people. */
  readonly description: string;
} & (
  | ScalarField
  | ListField
  | { readonly type: 'rules' }
  | { readonly type: 'mapping'; readonly fields: Readonly<Record<string, ConfigField>> }
);

/** A field with one value. */
export interface ScalarField {
  readonly type: 'scalar';
  readonly expected: Expected;
  readonly example: string;
  /** The same as a regular expression of JSON schema: what it lets through `parse` may still refuse. */
  readonly pattern: string;
  /** The value as the settings hold it; `undefined` for one that will not do. */
  readonly parse: (value: Value) => string | Config['nodePortRange'] | undefined;
}

/** A field with a list of texts. */
export interface ListField {
  readonly type: 'list';
  readonly expected: Expected;
  readonly example: string;
  readonly pattern?: string;
  readonly isItem: (text: string) => boolean;
  /** The list may not be empty, and nothing may stand in it twice. */
  readonly isSet?: true;
}

const DNS_LABEL = '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$';
const LABEL = '^[A-Za-z0-9*]([A-Za-z0-9._/*-]*[A-Za-z0-9*])?(=[A-Za-z0-9._*-]*)?$';
const LABEL_KEY = '^[A-Za-z0-9*]([A-Za-z0-9._/*-]*[A-Za-z0-9*])?$';
const SERVICE = '^([a-z0-9*-]+/)?[a-z0-9*-]+$';
const KIND = '^[A-Z][A-Za-z0-9]*(\\.[a-z0-9.-]+)?$';

/** A list of texts that fit a pattern. */
function listOf(pattern: string, example: string): ListField {
  const regExp = new RegExp(pattern);
  return { type: 'list', expected: 'name', example, pattern, isItem: (text) => regExp.test(text) };
}

function scalar<T>(
  expected: Expected,
  pattern: string,
  example: string,
  parse: (text: string) => T | undefined,
): Omit<ScalarField, 'parse'> & { parse: (value: Value) => T | undefined } {
  const read = (value: Value): T | undefined => (typeof value === 'string' ? parse(value) : undefined);
  return { type: 'scalar', expected, pattern, example, parse: read };
}

/** A version written without quotes is a number: 1.30 and 1.3 are the same one, and Kubernetes has had two digits for long. */
function versionText(value: Value): string | undefined {
  return parseVersion(typeof value === 'number' ? value.toFixed(2) : typeof value === 'string' ? value : '');
}

/** The fields by name, in the order in which people read them. */
export const CONFIG_FIELDS: Readonly<Record<string, ConfigField>> = {
  rules: {
    type: 'rules',
    description:
      'How loud each rule is: off, hint, information, warning or error. A name may hold `*`, such as `service-*`; a rule named in full wins over a pattern.',
  },
  exclude: {
    type: 'list',
    expected: 'text',
    example: 'old/**',
    isItem: (text) => text.trim() !== '',
    description:
      'Files and folders to pass over, in the notation of .gitignore, read from the folder of this file.',
  },
  kubernetesVersion: {
    ...scalar('version', '^v?\\d+\\.\\d+([.+-].*)?$', '1.36', parseVersion),
    parse: versionText,
    description: 'The version of Kubernetes whose behaviour is predicted.',
  },
  nodePortRange: {
    ...scalar('range', '^\\d{1,5}-\\d{1,5}$', '30000-32767', parsePortRange),
    description:
      'The node ports of the cluster: what its API server was started with as --service-node-port-range.',
  },
  clusterDomain: {
    ...scalar('domain', '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?\\.?$', 'cluster.local', parseDomain),
    description: "The domain that the cluster's DNS answers for.",
  },
  ipFamilies: {
    ...listOf('^IPv[46]$', 'IPv4'),
    expected: 'family',
    isSet: true,
    description: "The address families of the cluster's Services, the primary one first.",
  },
  namespace: {
    ...scalar('name', DNS_LABEL, 'default', (text) => (new RegExp(DNS_LABEL).test(text) ? text : undefined)),
    description: 'The namespace that a prediction puts objects in when their manifest names none.',
  },
  controllerLabels: {
    ...listOf(LABEL_KEY, 'example.com/injected'),
    description:
      'Label keys that controllers add to pods at run time, so that a selector may name them. `*` stands for any text.',
  },
  external: {
    type: 'mapping',
    description:
      'What is known to exist outside the repository: nothing is reported missing that is named here.',
    fields: {
      services: {
        ...listOf(SERVICE, 'payments/api'),
        description: 'Services: `name` in any namespace, or `namespace/name`. `*` stands for any text.',
      },
      labels: {
        ...listOf(LABEL, 'app=legacy'),
        description:
          'Labels of pods: `key=value`, or `key` with any value. A selector that asks for one of them may select pods that are not here.',
      },
    },
  },
  customWorkloads: {
    ...listOf(KIND, 'WebApp.example.com'),
    description:
      'Kinds whose controllers make pods: `Kind`, or `Kind.group`. What they make is unknown: beside them, what seems missing is told as information.',
  },
};

/** The families that a list names; `undefined` when they are no set of families. */
export function familiesOf(list: readonly string[]): Config['ipFamilies'] | undefined {
  return parseIpFamilies(list.join(','));
}
