// What the server and its client agree on before the first document.
import { CodeActionKind, type InitializeParams } from 'vscode-languageserver';

/** The kind of the action that repairs a whole file; `source.fixAll` asks for it too. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.kubereach`;

/** What a client may send with `initialize`. */
export interface ClientOptions {
  /** Where the rules' pages are: `<base>/<rule id>.md`. */
  readonly documentationBase?: string;
  /** The client has the command `kubereach.openPreview`, so that lenses may call it. */
  readonly hasPreview?: boolean;
  /** Another extension checks YAML against schemas. */
  readonly hasYamlSchemas?: boolean;
  /** So many milliseconds without a key are a pause, before which typing brings up nothing new. Zero when absent: all is told at once. */
  readonly typingPauseMs?: number;
  /** Translations; English when absent. */
  readonly l10n?: Record<string, string>;
}

/** What a client sent with `initialize`. */
export function optionsOf({ initializationOptions }: InitializeParams): ClientOptions {
  return (initializationOptions ?? {}) as ClientOptions;
}
