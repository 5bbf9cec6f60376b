// Text that a template engine has yet to fill in. Such text is unknown: it equals everything and nothing may be judged by it.

const UNRESOLVED =
  /\{\{|\$\{|\$\(|<[A-Za-z!][^<>\n]*>|\(\(|%%|^\$[A-Z_][A-Z0-9_]*$|^[A-Z]+_?REPLACE|REPLACE_?ME/;

/** True for text holding `{{ }}`, `${ }`, `$( )`, `<placeholder>`, `$NAME` alone, or the word REPLACEME. */
export function isUnresolved(text: string): boolean {
  return UNRESOLVED.test(text);
}
