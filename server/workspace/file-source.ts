// The one window on files that no editor has open.
import type { ScannedDocument } from '../yaml/scan-pack.ts';

/** Why a file that may hold manifests has no text. */
export type UnreadReason = 'too-large' | 'too-many' | 'unreadable' | 'binary' | 'template';

/** A file of the workspace: its text, or why there is none. A folder that cannot be read has a uri that ends in `/`. */
export type SourceFile =
  | {
      readonly uri: string;
      readonly text: string;
      /** Its documents, where the text was scanned already. */
      readonly scanned?: readonly ScannedDocument[];
    }
  | { readonly uri: string; readonly unread: UnreadReason };

/** What may be set about reading a folder. */
export interface ReadOptions {
  /** Larger files are left unread. Bytes. */
  readonly maxFileBytes: number;
  /** After this many files the rest is left unread. */
  readonly maxFiles: number;
  /** Folders and files to pass over, in the notation of .gitignore. */
  readonly exclude: readonly string[];
}

/** What holds when nothing is set. */
export const DEFAULT_READ_OPTIONS: ReadOptions = {
  maxFileBytes: 4 * 1024 * 1024,
  maxFiles: 100_000,
  exclude: [],
};

/** Reads files. Never throws: what cannot be read is told as unread. */
export interface FileSource {
  /**
   * The files below folders that may hold manifests, in batches that never are empty, without holding up the caller.
   * Leaving the loop early stops the reading.
   */
  readFolders(uris: readonly string[], options: ReadOptions): AsyncIterable<readonly SourceFile[]>;
  /** The text of any file of a moderate size, such as a JSON patch; `undefined` when there is none. */
  readText(uri: string): string | undefined;
  /** Of some files those that reading the folders would come upon now: not what is gone, ignored or outside of them all. */
  readFiles(uris: readonly string[], folders: readonly string[], options: ReadOptions): readonly SourceFile[];
}

const MANIFEST_NAME = /\.(ya?ml|json)$|(^|\/)Kustomization$/;
const TEMPLATE_NAME = /\.(ya?ml|json)\.(tmpl|tpl|gotmpl|in|j2|erb|template|jinja)$/;
const MAY_BE_MANIFEST = /["']?kind["']?\s*:/;
const SPECIAL_NAME = /(^|\/)(kustomization\.ya?ml|Kustomization|Chart\.yaml|\.kubereach\.ya?ml)$/;

/** Folders that hold other people's files or a tool's output. */
const PASSED_OVER = /\/(node_modules|\.git|\.terraform|dist|vendor|\.venv|__pycache__)\//;

/** True for a path below a folder that holds other people's files or a tool's output. */
export function isPassedOver(path: string): boolean {
  return PASSED_OVER.test(path);
}

/** What a file's name promises; `undefined` for a file that is none of ours. */
export function kindOfName(path: string): 'manifest' | 'template' | undefined {
  if (MANIFEST_NAME.test(path)) return 'manifest';
  return TEMPLATE_NAME.test(path) ? 'template' : undefined;
}

/** A quick look at a text before it is parsed: could it hold a manifest, or say something about others that do? */
export function mayHoldManifest(path: string, text: string): boolean {
  return SPECIAL_NAME.test(path) || MAY_BE_MANIFEST.test(text);
}
