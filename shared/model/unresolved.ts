// Text that a template engine has yet to fill in. Such text is unknown: it equals everything and nothing may be judged by it.

const UNRESOLVED =
  /\{\{|\$\{|\$\(|<[A-Za-z!][^<>\n]*>|\(\(|%%|^\$[A-Z_][A-Z0-9_]*$|^[A-Z]+_?REPLACE|REPLACE_?ME/;

/** Texts up to this length are looked through for a first sign before the pattern is asked. */
const SHORT = 64;

/** True for text holding `{{ }}`, `${ }`, `$( )`, `<placeholder>`, `$NAME` alone, or the word REPLACEME. */
export function isUnresolved(text: string): boolean {
  return (text.length > SHORT || hasSign(text)) && UNRESOLVED.test(text);
}

/** Whether a text has one of the characters without which nothing of the pattern can match. */
function hasSign(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case 0x24: // $
      case 0x25: // %
      case 0x28: // (
      case 0x3c: // <
      case 0x52: // R of REPLACE
      case 0x7b: // {
        return true;
      default:
    }
  }
  return false;
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
