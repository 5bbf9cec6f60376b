// The captured cases under test/golden/data: what was applied, and what a control plane made of it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDocuments } from '../../server/yaml/read-documents.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { readObject } from '../../shared/model/read-object.ts';
import { asList, asMap, asString, type Value } from '../../shared/model/value.ts';
import { deepFreeze } from './deep-freeze.ts';

const DATA = join(dirname(fileURLToPath(import.meta.url)), '..', 'golden', 'data');

/** What the server answered to one document, the items of a List being documents of their own after it. */
export interface ExpectedDocument {
  readonly kind?: string;
  readonly name?: string | null;
  readonly namespace?: string | null;
  readonly list?: boolean;
  readonly yamlError?: unknown;
  /** `no`, or which of the two creates took effect. */
  readonly applied: 'strict' | 'warn' | 'no' | 'expanded';
}

/** An endpoint of a captured slice. `target` is `Pod/<name>`; addresses of pods are written `pod:<name>`. */
export interface ExpectedEndpoint {
  readonly addresses?: readonly string[];
  readonly conditions?: {
    readonly ready?: boolean;
    readonly serving?: boolean;
    readonly terminating?: boolean;
  };
  readonly hints?: unknown;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly zone?: string;
  readonly target?: string;
}

export interface ExpectedPort {
  readonly name?: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly appProtocol?: string;
}

export interface ExpectedSlice {
  readonly namespace: string;
  readonly name: string;
  readonly service: string | null;
  readonly addressType: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ports: readonly ExpectedPort[] | null;
  readonly endpoints?: readonly ExpectedEndpoint[];
}

export interface ExpectedAddress {
  readonly ip: string;
  readonly hostname?: string;
  readonly nodeName?: string;
  readonly target?: string;
}

export interface ExpectedSubset {
  readonly addresses?: readonly ExpectedAddress[];
  readonly notReadyAddresses?: readonly ExpectedAddress[];
  readonly ports?: readonly ExpectedPort[];
}

export interface ExpectedEndpoints {
  readonly namespace: string;
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly subsets: readonly ExpectedSubset[] | null;
}

export interface ExpectedPod {
  readonly namespace: string;
  readonly pod: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly phase: string;
  readonly ready: string | null;
  readonly node: string | null;
  readonly hostNetwork?: boolean;
  readonly hostname?: string;
  readonly subdomain?: string;
  readonly terminating?: boolean;
  readonly owner?: string;
  /** In the place of the pods that were left out, how many they are. */
  readonly truncated?: number;
}

export interface ExpectedService {
  readonly namespace: string;
  readonly name: string;
  readonly spec: {
    readonly type?: string;
    readonly ipFamilies?: readonly string[];
    readonly ports?: readonly ExpectedPort[];
  };
}

/** The reach of one port: pod:port lists by state. */
export type ExpectedReach = Readonly<Record<string, readonly string[]>>;

export interface ExpectedState {
  readonly mode: 'single' | 'dual';
  readonly docs: readonly ExpectedDocument[];
  readonly services?: readonly ExpectedService[];
  readonly endpoints?: readonly ExpectedEndpoints[];
  readonly endpointSlices?: readonly ExpectedSlice[];
  readonly pods?: readonly ExpectedPod[];
  readonly reach?: Readonly<Record<string, Readonly<Record<string, ExpectedReach>>>>;
}

/** One case: the objects that took effect, in order and frozen, and the state that they settled to. */
export interface GoldenCase {
  readonly name: string;
  readonly objects: readonly KubeObject[];
  readonly expected: ExpectedState;
}

/** All cases of one version, by name. Cases that are not YAML are left out: nothing of them reaches a controller. */
export function loadGoldenCases(version: '1.36' | '1.32'): readonly GoldenCase[] {
  const answers = join(DATA, version === '1.36' ? 'expected' : `expected-${version}`);
  return readdirSync(join(DATA, 'cases'))
    .sort()
    .flatMap((group) =>
      readdirSync(join(DATA, 'cases', group)).map((file) => `${group}/${file.replace('.yaml', '')}`),
    )
    .flatMap((name) => {
      const answer = join(answers, `${name}.json`);
      if (!existsSync(answer)) return [];
      const expected = JSON.parse(readFileSync(answer, 'utf8')) as ExpectedState;
      if (expected.docs.some((doc) => doc.yamlError)) return [];
      return [{ name, objects: appliedObjects(name, expected), expected }];
    });
}

function appliedObjects(name: string, expected: ExpectedState): readonly KubeObject[] {
  const text = readFileSync(join(DATA, 'cases', `${name}.yaml`), 'utf8');
  const values = readValues(text).flatMap(expandList);
  const docs = expected.docs.filter((doc) => doc.applied !== 'expanded' && !doc.list);
  if (values.length !== docs.length) {
    throw new Error(`${name}: ${values.length} documents read, ${docs.length} answers captured`);
  }
  return values.flatMap((value, index) => {
    const object = docs[index]?.applied === 'no' ? undefined : readObject(deepFreeze(value));
    return object ? [deepFreeze(object)] : [];
  });
}

function readValues(text: string): readonly Value[] {
  return readDocuments(text).documents.flatMap(({ value }) =>
    value === undefined || value === null ? [] : [value],
  );
}

function expandList(value: Value): readonly Value[] {
  const { kind, items } = asMap(value);
  return asString(kind)?.endsWith('List') && Array.isArray(items) ? asList(items) : [value];
}
