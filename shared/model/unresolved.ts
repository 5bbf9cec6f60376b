// Text that a template engine has yet to fill in. Such text is unknown: it equals everything and nothing may be judged by it.

const UNRESOLVED =
  /\{\{|\$\{|\$\(|<[A-Za-z!][^<>\n]*>|\(\(|%%|^\$[A-Z_][A-Z0-9_]*$|^[A-Z]+_?REPLACE|REPLACE_?ME/;

/** True for text holding `{{ }}`, `${ }`, `$( )`, `<placeholder>`, `$NAME` alone, or the word REPLACEME. */
export function isUnresolved(text: string): boolean {
  return UNRESOLVED.test(text);
}

const STAND_IN =
  /^(?:[A-Z][A-Z0-9]*_)+(?:NAME|NAMESPACE|PORT|HOST|HOSTNAME|DOMAIN|IP|ADDRESS|IMAGE|TAG|VERSION|ID|CLASS|SIZE|CAPACITY|REPLICAS|HERE)$|^(?:YOUR|REPLACE|INSERT|ENTER)_[A-Z0-9_]+$|^(?:NAME|NAMESPACE|PORT|TODO|PLACEHOLDER|CHANGE_?ME)$|^[xX]{3,}$|^__[A-Z0-9_]+__$|(?:^|\.)A\.B\.C\.D(?:\.|$)/;

/**
 * True for a whole value that names what is to stand there: `PVC_NAME`, `PORT`, `YOUR_NAMESPACE`, `CHANGEME`, `xxx`, `__HOST__`,
 * `app.A.B.C.D.nip.io`.
 * Weaker than `isUnresolved`, since such text may be meant where capitals are allowed, in environment variables above all:
 * ask it only of a value that the API server refuses. A name such as `MY_APP` is none.
 */
export function isStandIn(text: string): boolean {
  return STAND_IN.test(text);
}
