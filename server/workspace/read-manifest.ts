// Reading a file: its documents, the objects in them, and what each document is for.
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { KubeObject, OtherObject } from '../../shared/model/objects.ts';
import { typeOfKind } from '../../shared/api/schema.ts';
import { groupOf, type ObjectRef } from '../../shared/model/object-ref.ts';
import { isCustomKind } from '../../shared/model/pod-templates.ts';
import { readFurtherTemplates, readObject } from '../../shared/model/read-object.ts';
import { asList, asString, isMap, type Value, type ValueMap } from '../../shared/model/value.ts';
import type { YamlProblem } from '../yaml/nodes.ts';
import { NO_PROBLEMS, readDocument } from '../yaml/read-documents.ts';
import type { ScannedDocument } from '../yaml/scan-pack.ts';
import type { ScanTable } from '../yaml/scan-table.ts';
import { scanField, valueOfScan } from '../yaml/scan-value.ts';
import type { Span } from '../yaml/span.ts';
import { splitDocuments } from '../yaml/split.ts';
import {
  setOrigin,
  type DocumentRole,
  type ManifestDocument,
  type ManifestFile,
  type PlacedDocument,
} from './manifest.ts';
import { partOf } from './patches.ts';
import { baseName } from './path.ts';

/** Without names of rules: a comment that names some silences those alone. */
const DISABLE_FILE = /#\s*kubereach-disable-file[ \t]*(?:$|[:\r]|--)/m;
const TEMPLATE_BRACES = /\{\{|\{%/;
const YTT = /#@/;
const KUSTOMIZATION_NAMES: ReadonlySet<string> = new Set([
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
]);

/**
 * Reads a file. Documents whose text did not change since `previous` are taken over as they are, wherever they moved.
 * `scanned` is what the scanner made of the text, where another thread asked it. Never throws on user text.
 */
export function readManifestFile(
  uri: string,
  text: string,
  previous?: ManifestFile,
  scanned?: readonly ScannedDocument[],
): ManifestFile {
  const spans = scanned ?? splitDocuments(text);
  const known = previous && previous.documents.length > 0 ? takeOver(text, spans, previous.documents) : [];
  const documents = spans.map((span, index) => {
    const document = known[index] ?? readManifestDocument(uri, text, span, scanned?.[index]?.table);
    return { document, start: span.start, index };
  });
  const mentionsUs = isMentionedIn(text, documents);
  return { uri, text, documents, mentionsUs, isDisabled: mentionsUs && DISABLE_FILE.test(text) };
}

/** What every way to ask for silence says. */
const MARK = 'kubereach';

/** Documents that an edit leaves alone know already: only what stands between them is searched. */
function isMentionedIn(text: string, documents: readonly PlacedDocument[]): boolean {
  let end = 0;
  for (const { document, start } of documents) {
    if (document.mentionsUs || text.slice(end, start).includes(MARK)) return true;
    end = start + document.text.length;
  }
  return text.slice(end).includes(MARK);
}

/**
 * For each span the earlier document with its text, each taken once; `undefined` where there is none. An edit leaves what
 * is before and behind it as it was, so only the middle is looked up by text.
 */
function takeOver(
  text: string,
  spans: readonly Span[],
  before: readonly PlacedDocument[],
): readonly (ManifestDocument | undefined)[] {
  const taken = spans.map((): ManifestDocument | undefined => undefined);
  const isSame = (index: number, indexBefore: number): boolean => {
    const [span, placed] = [spans[index], before[indexBefore]];
    if (!span || !placed || placed.document.text.length !== span.end - span.start) return false;
    // As a slice: V8 compares two strings ten times as fast as it looks for one within the other.
    if (text.slice(span.start, span.end) !== placed.document.text) return false;
    taken[index] = placed.document;
    return true;
  };
  const most = Math.min(spans.length, before.length);
  let first = 0;
  while (first < most && isSame(first, first)) first++;
  let last = 0;
  while (last < most - first && isSame(spans.length - 1 - last, before.length - 1 - last)) last++;
  const moved = new Map<string, ManifestDocument[]>();
  for (const { document } of before.slice(first, before.length - last)) {
    const twins = moved.get(document.text);
    if (twins) twins.push(document);
    else moved.set(document.text, [document]);
  }
  if (moved.size === 0) return taken;
  for (const [offset, { start, end }] of spans.slice(first, spans.length - last).entries()) {
    taken[first + offset] = moved.get(text.slice(start, end))?.shift();
  }
  return taken;
}

function readManifestDocument(
  uri: string,
  file: string,
  { start, end }: Span,
  scan: ScanTable | undefined,
): ManifestDocument {
  const valueOf = isKustomizationName(uri) ? valueOfScan : neededValueOf;
  const { value, problems } = scan
    ? { value: valueOf(scan), problems: NO_PROBLEMS }
    : readDocument(file, start, end, valueOf);
  const text = file.slice(start, end);
  const found = objectsIn(value);
  const role = roleOf(uri, text, value, problems, found.length > 0);
  const further = found.flatMap(({ object, base }) =>
    readFurtherTemplates(object).map((source) => ({ object: source, base })),
  );
  const document: ManifestDocument = {
    uri,
    text,
    role,
    problems,
    mentionsUs: text.includes(MARK),
    objects: role === 'kustomization' || found.length === 0 ? NO_OBJECTS : found.map(({ object }) => object),
    furtherSources: further.length === 0 ? NO_OBJECTS : further.map(({ object }) => object),
    kustomization: role === 'kustomization' ? value : undefined,
  };
  for (const each of found) placeObject(each, document);
  for (const each of further) placeObject(each, document);
  return document;
}

/** An object with the steps from its document's root to it. */
interface FoundObject {
  readonly object: KubeObject;
  readonly base: FieldPath;
}

const NO_OBJECTS: readonly never[] = [];

function placeObject({ object, base }: FoundObject, document: ManifestDocument): void {
  setOrigin(object, { document, base, part: partOf(object) });
}

/** What a scan says; of an object of which only what names it is kept, no more than that. */
function neededValueOf(scan: ScanTable): Value {
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

/** The objects of a decoded document: itself, or the items of a List, which may be Lists. */
function objectsIn(value: Value | undefined, base: FieldPath = ROOT): readonly FoundObject[] {
  if (!isMap(value)) return [];
  const kind = asString(value['kind']);
  if (kind?.endsWith('List') && Array.isArray(value['items']) && base.length < 6)
    return asList(value['items']).flatMap((item, index) => objectsIn(item, [...base, 'items', index]));
  const object = readObject(value);
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

function isKustomizationName(uri: string): boolean {
  return KUSTOMIZATION_NAMES.has(baseName(uri));
}

function roleOf(
  uri: string,
  text: string,
  value: Value | undefined,
  problems: readonly YamlProblem[],
  hasObjects: boolean,
): DocumentRole {
  const isBroken = problems.some((problem) => problem.kind === 'syntax');
  if (isBroken && TEMPLATE_BRACES.test(text)) return 'template';
  if (YTT.test(text) && /^\s*#@|#@\s/m.test(text)) return 'template';
  const apiVersion = isMap(value) ? asString(value['apiVersion']) : undefined;
  if (isKustomizationName(uri) || apiVersion?.startsWith('kustomize.config.k8s.io/')) return 'kustomization';
  // Text that broke before its kind was typed is still meant to be a manifest when it says so.
  const looksLikeManifest =
    hasObjects || (isBroken && /^["']?apiVersion["']?\s*:/m.test(text) && /^["']?kind["']?\s*:/m.test(text));
  return looksLikeManifest ? 'manifest' : 'other';
}
