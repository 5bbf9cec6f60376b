// Reading a file: its documents, the objects in them, and what each document is for.
import { asString, isMap, type Value } from '../../shared/model/value.ts';
import type { YamlProblem } from '../yaml/nodes.ts';
import { NO_PROBLEMS, parseValue } from '../yaml/read-documents.ts';
import { scanSpan, type ScannedDocument } from '../yaml/scan-pack.ts';
import { valueOfScan } from '../yaml/scan-value.ts';
import type { Span } from '../yaml/span.ts';
import { splitDocuments } from '../yaml/split.ts';
import { findObjects, listObjects, neededValueOf, placeObjects } from './document-objects.ts';
import type { DocumentRole, ManifestDocument, ManifestFile, PlacedDocument } from './manifest.ts';
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
  const spans = spansOf(uri, text, scanned);
  const known = previous && previous.documents.length > 0 ? takeOver(text, spans, previous.documents) : [];
  const documents = spans.map((span, index) => {
    const document =
      known[index] ?? readManifestDocument(uri, text, scanned?.[index] ?? scanSpan(text, span));
    return { document, start: span.start, index };
  });
  const mentionsUs = isMentionedIn(text, documents);
  return { uri, text, documents, mentionsUs, isDisabled: mentionsUs && DISABLE_FILE.test(text) };
}

/** Where the documents stand. A kustomization is one even without any content, so that this can be told. */
function spansOf(uri: string, text: string, scanned: readonly Span[] | undefined): readonly Span[] {
  const spans = scanned ?? splitDocuments(text);
  return spans.length === 0 && isKustomizationName(uri) ? [{ start: 0, end: text.length }] : spans;
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
  { start, end, table, isTemplate }: ScannedDocument,
): ManifestDocument {
  const text = file.slice(start, end);
  if (isTemplate) return new TemplateDocument(uri, text);
  const { value, problems } = table
    ? { value: isKustomizationName(uri) ? valueOfScan(table) : neededValueOf(table), problems: NO_PROBLEMS }
    : parseValue(text);
  const found = findObjects(value);
  const { objects, furtherSources } = listObjects(found);
  const role = roleOf(uri, text, value, problems, objects.length > 0);
  const document: ManifestDocument = {
    uri,
    text,
    role,
    problems,
    mentionsUs: text.includes(MARK),
    objects: role === 'kustomization' ? [] : objects,
    furtherSources,
    kustomization: role === 'kustomization' ? value : undefined,
  };
  placeObjects(found, document);
  return document;
}

/** What a document holds that is read when it is asked for. */
type Contents = Pick<ManifestDocument, 'problems' | 'objects' | 'furtherSources'>;

/**
 * A template that is known for one before it is parsed, by braces that break the YAML around them: charts are full of them,
 * and the parser takes longest for what is broken. What can be read of it all the same is read when somebody asks.
 */
class TemplateDocument implements ManifestDocument {
  readonly uri: string;
  readonly text: string;
  readonly role = 'template';
  readonly mentionsUs: boolean;
  readonly kustomization = undefined;
  #contents: Contents | undefined;

  constructor(uri: string, text: string) {
    this.uri = uri;
    this.text = text;
    this.mentionsUs = text.includes(MARK);
  }

  get problems(): Contents['problems'] {
    return this.#read().problems;
  }

  get objects(): Contents['objects'] {
    return this.#read().objects;
  }

  get furtherSources(): Contents['furtherSources'] {
    return this.#read().furtherSources;
  }

  #read(): Contents {
    if (this.#contents) return this.#contents;
    const { value, problems } = parseValue(this.text);
    const found = findObjects(value);
    placeObjects(found, this);
    this.#contents = { problems, ...listObjects(found) };
    return this.#contents;
  }
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
