// The objects that a decoded document holds, and how much of it has to be decoded for them.
import { typeOfKind } from '../../shared/api/schema.ts';
import type { FieldPath } from '../../shared/model/field-path.ts';
import { groupOf, type ObjectRef } from '../../shared/model/object-ref.ts';
import type { KubeObject, OtherObject, Workload } from '../../shared/model/objects.ts';
import { isCustomKind } from '../../shared/model/pod-templates.ts';
import { readFurtherTemplates, readObject } from '../../shared/model/read-object.ts';
import { asList, asString, isMap, type Value, type ValueMap } from '../../shared/model/value.ts';
import type { ScanTable } from '../yaml/scan-table.ts';
import { scanField, valueOfScan } from '../yaml/scan-value.ts';
import { setOrigin, type ManifestDocument } from './manifest.ts';
import { partOf } from './patches.ts';
import { readUnversioned } from './unversioned.ts';

/** An object with the steps from its document's root to it. */
interface FoundObject<O extends KubeObject = KubeObject> {
  readonly object: O;
  readonly base: FieldPath;
}

/** The objects of a document that is still being made, and what else makes pods in them. */
export interface FoundObjects {
  readonly found: readonly FoundObject[];
  readonly further: readonly FoundObject<Workload>[];
}

/** The objects of a decoded document: itself, or the items of a List, which may be Lists. */
export function findObjects(value: Value | undefined): FoundObjects {
  const found = objectsIn(value);
  const further = found.flatMap(({ object, base }) =>
    readFurtherTemplates(object).map((source) => ({ object: source, base })),
  );
  return { found, further };
}

/** What of a document its objects are. */
export function listObjects({
  found,
  further,
}: FoundObjects): Pick<ManifestDocument, 'objects' | 'furtherSources'> {
  return { objects: objectsOf(found), furtherSources: objectsOf(further) };
}

/** Tells objects which document they stand in; once for each. */
export function placeObjects({ found, further }: FoundObjects, document: ManifestDocument): void {
  for (const list of [found, further])
    for (const { object, base } of list) setOrigin(object, { document, base, part: partOf(object) });
}

function objectsOf<O extends KubeObject>(found: readonly FoundObject<O>[]): readonly O[] {
  return found.length === 0 ? NO_OBJECTS : found.map(({ object }) => object);
}

const NO_OBJECTS: readonly never[] = [];

/** What a scan says; of an object of which only what names it is kept, no more than that. */
export function neededValueOf(scan: ScanTable): Value {
  const apiVersion = scanField(scan, 'apiVersion');
  const kind = scanField(scan, 'kind');
  const isNameEnough =
    typeof apiVersion === 'string' && typeof kind === 'string' && isOnlyNamed(apiVersion, kind);
  return isNameEnough ? valueOfScan(scan, NAMING_FIELDS) : valueOfScan(scan);
}

const NAMING_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** True for a kind of which nothing else is read, wherever its fields may lead: custom resources may hold pod templates. */
function isOnlyNamed(apiVersion: string, kind: string): boolean {
  if (!isSlimmed({ apiVersion, kind }) || isCustomKind({ apiVersion, kind })) return false;
  const isKustomization = groupOf(apiVersion) === 'kustomize.config.k8s.io';
  return !isKustomization && !kind.endsWith('List') && readObject({ apiVersion, kind })?.is === 'Other';
}

function objectsIn(value: Value | undefined, base: FieldPath = ROOT): readonly FoundObject[] {
  if (!isMap(value)) return [];
  const kind = asString(value['kind']);
  if (kind?.endsWith('List') && Array.isArray(value['items']) && base.length < 6)
    return asList(value['items']).flatMap((item, index) => objectsIn(item, [...base, 'items', index]));
  const object = readObject(value) ?? readUnversioned(value);
  return object ? [{ object: object.is === 'Other' ? slim(object) : object, base }] : [];
}

const ROOT: FieldPath = [];

/** Custom resources whose fields rules read. */
const READ_KINDS =
  /^(?:gateway\.networking\.k8s\.io\/\w+ (?:(?:HTTP|GRPC|TCP|TLS|UDP)Route|ReferenceGrant)|monitoring\.coreos\.com\/\w+ ServiceMonitor|kubeproxy\.config\.k8s\.io\/\w+ KubeProxyConfiguration)$/;

/** Of custom resources and other kinds whose fields nobody reads only what names them is kept: they can be large. */
function slim(object: OtherObject): OtherObject {
  if (!isSlimmed(object.ref)) return object;
  const { apiVersion, kind, metadata } = object.raw;
  const raw: ValueMap = {
    apiVersion: apiVersion ?? null,
    kind: kind ?? null,
    ...(metadata === undefined ? {} : { metadata }),
  };
  return { ...object, raw };
}

function isSlimmed({ apiVersion, kind }: Pick<ObjectRef, 'apiVersion' | 'kind'>): boolean {
  if (groupOf(apiVersion) === '' || typeOfKind(apiVersion, kind)) return false;
  return !READ_KINDS.test(`${apiVersion} ${kind}`);
}
