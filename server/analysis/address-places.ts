// Where objects say the addresses of Services: environment, arguments and commands of containers, data of ConfigMaps.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { asList, asMap, valueAt, type Value, type ValueMap } from '../../shared/model/value.ts';
import { mayHoldAddress, serviceAddresses, type ServiceAddress } from './service-addresses.ts';

/** An address at its field. */
export interface PlacedAddress extends ServiceAddress {
  readonly path: FieldPath;
  /** The text has several lines, so the field is marked at its key. */
  readonly isBlock: boolean;
}

/** Settings whose values are images or versions: `nginx:80` is no address there. */
const NO_ADDRESS = /(?:^|_|\b)(?:image|tag|version|repository)(?:$|_|\b)/i;

const GROUPS = ['initContainers', 'containers'] as const;
const WORDS = ['command', 'args'] as const;

/** What is looked for, and what has been found so far. */
interface Search {
  readonly isWanted: (name: string) => boolean;
  readonly found: PlacedAddress[];
}

/** The addresses of Services that an object says, in document order: of the names that are wanted. */
export function addressesOf(
  object: KubeObject,
  isWanted: (name: string) => boolean,
): readonly PlacedAddress[] {
  const search: Search = { isWanted, found: [] };
  if (object.is === 'Pod' || object.is === 'Workload') addFromPods(object.raw, object.template.path, search);
  else if (object.is === 'Other' && object.ref.kind === 'ConfigMap' && object.ref.apiVersion === 'v1')
    addFromConfigMap(asMap(object.raw['data']), search);
  return search.found;
}

function addFromPods(raw: Value, template: FieldPath, search: Search): void {
  const path = [...template, 'spec'];
  const spec = asMap(valueAt(raw, path));
  for (const group of GROUPS) {
    const containers = asList(spec[group]);
    for (let index = 0; index < containers.length; index++) {
      const container = asMap(containers[index]);
      const env = asList(container['env']);
      if (env.length > 0) addFromVariables(env, [...path, group, index, 'env'], search);
      for (const key of WORDS) {
        const words = asList(container[key]);
        if (words.length > 0) addFromWords(words, [...path, group, index, key], search);
      }
    }
  }
}

function addFromVariables(list: readonly Value[], path: FieldPath, search: Search): void {
  for (let index = 0; index < list.length; index++) {
    const { name, value } = asMap(list[index]);
    if (!mayHoldAddress(value) || typeof name !== 'string') continue;
    const addresses = addressesIn(value, true, search);
    if (addresses.length > 0 && !NO_ADDRESS.test(name))
      place(addresses, value, [...path, index, 'value'], search);
  }
}

function addFromWords(list: readonly Value[], path: FieldPath, search: Search): void {
  for (let index = 0; index < list.length; index++) {
    const text = list[index];
    if (!mayHoldAddress(text)) continue;
    // A script may hold anything, a single word is a setting.
    place(addressesIn(text, !text.includes(' '), search), text, [...path, index], search);
  }
}

function addFromConfigMap(data: ValueMap, search: Search): void {
  for (const key of Object.keys(data)) {
    const value = data[key];
    if (!mayHoldAddress(value) || NO_ADDRESS.test(key)) continue;
    place(addressesIn(value, false, search), value, ['data', key], search);
  }
}

function addressesIn(text: string, isWord: boolean, { isWanted }: Search): readonly ServiceAddress[] {
  return serviceAddresses(text, { allowsBare: isWord && !text.includes('\n'), isWanted });
}

function place(addresses: readonly ServiceAddress[], text: string, path: FieldPath, { found }: Search): void {
  const isBlock = text.includes('\n');
  for (const address of addresses) found.push({ ...address, path, isBlock });
}
