// The forms of names as a question of yes or no, each answered by one loop over the text: a name is asked about far more
// often than anything has to be said about it, and a regular expression would take longer, most of all the first time.

const LOWER = 1;
const DIGIT = 2;
const UPPER = 4;
const HYPHEN = 8;
const DOT = 16;
const UNDERSCORE = 32;

const SMALL = LOWER | DIGIT;
const ALPHANUMERIC = SMALL | UPPER;
const WORD = ALPHANUMERIC | HYPHEN | DOT | UNDERSCORE;

/** Of which of these classes each character of ASCII is. */
const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => classOf(String.fromCharCode(code)));

function classOf(character: string): number {
  if (character >= 'a' && character <= 'z') return LOWER;
  if (character >= '0' && character <= '9') return DIGIT;
  if (character >= 'A' && character <= 'Z') return UPPER;
  return character === '-' ? HYPHEN : character === '.' ? DOT : character === '_' ? UNDERSCORE : 0;
}

function classAt(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code < 128 ? (CLASSES[code] ?? 0) : 0;
}

/** True for a part of a text that begins and ends with some classes of characters and has others between; not when it is empty. */
function consistsOf(text: string, start: number, end: number, ends: number, between: number): boolean {
  if (start >= end || (classAt(text, start) & ends) === 0 || (classAt(text, end - 1) & ends) === 0)
    return false;
  for (let index = start + 1; index < end - 1; index++)
    if ((classAt(text, index) & between) === 0) return false;
  return true;
}

/** Labels and port names of Services hold at most this many bytes. */
export const MAX_LABEL = 63;
/** So many bytes a subdomain may have. */
export const MAX_SUBDOMAIN = 253;

/** A DNS label that may start with a digit, whatever its length. */
export function hasLabelForm(text: string): boolean {
  return consistsOf(text, 0, text.length, SMALL, SMALL | HYPHEN);
}

/** A DNS label that starts with a letter, whatever its length. */
export function hasOldLabelForm(text: string): boolean {
  return hasLabelForm(text) && classAt(text, 0) === LOWER;
}

/** A good DNS label, which may start with a digit. */
export function isLabel(text: string): boolean {
  return text.length <= MAX_LABEL && hasLabelForm(text);
}

/** A good DNS label that starts with a letter. */
export function isOldLabel(text: string): boolean {
  return text.length <= MAX_LABEL && hasOldLabelForm(text);
}

/** Good DNS labels joined by dots. */
export function isSubdomain(text: string): boolean {
  return text.length <= MAX_SUBDOMAIN && hasSubdomainForm(text);
}

/** DNS labels joined by dots, whatever their length, up to some place of a text. */
export function hasSubdomainForm(text: string, end = text.length): boolean {
  let before = DOT;
  for (let index = 0; index < end; index++) {
    const here = classAt(text, index);
    // Beside a dot and at the ends stand letters and digits.
    if ((here & SMALL) === 0) {
      if ((here & (HYPHEN | DOT)) === 0 || before === DOT || (here === DOT && before === HYPHEN))
        return false;
    }
    before = here;
  }
  return (before & SMALL) !== 0;
}

/** The value of a label, whatever its length. */
export function hasLabelValueForm(text: string): boolean {
  return text === '' || consistsOf(text, 0, text.length, ALPHANUMERIC, WORD);
}

/** A good value of a label. */
export function isLabelValue(text: string): boolean {
  return text.length <= MAX_LABEL && hasLabelValueForm(text);
}

/** A good key of a label or annotation. */
export function isQualifiedName(text: string): boolean {
  const slash = text.indexOf('/');
  if (text.length - slash - 1 > MAX_LABEL || slash > MAX_SUBDOMAIN) return false;
  if (!consistsOf(text, slash + 1, text.length, ALPHANUMERIC, WORD)) return false;
  return slash < 0 || hasSubdomainForm(text, slash);
}

/** The key of a ConfigMap, whatever its length and dots. */
export function hasConfigKeyForm(text: string): boolean {
  return consistsOf(text, 0, text.length, WORD, WORD);
}

/** The name of a variable as versions before 1.32 have it, whatever its dots. */
export function hasVariableForm(text: string): boolean {
  return hasConfigKeyForm(text) && classAt(text, 0) !== DIGIT;
}

/** A good key of a ConfigMap. */
export function isConfigKey(text: string): boolean {
  return text.length <= MAX_SUBDOMAIN && hasConfigKeyForm(text) && staysInDirectory(text);
}

/** A good name of a variable in all versions. */
export function isVariable(text: string): boolean {
  return hasVariableForm(text) && staysInDirectory(text);
}

function staysInDirectory(text: string): boolean {
  return text !== '.' && !text.startsWith('..');
}

/** A good name of a container port: small letters, at least one, and digits, with single hyphens between. */
export function isPortName(text: string): boolean {
  if (text.length > 15) return false;
  let all = 0;
  let before = HYPHEN;
  for (let index = 0; index < text.length; index++) {
    const here = classAt(text, index);
    if ((here & SMALL) === 0 && (here !== HYPHEN || before === HYPHEN)) return false;
    all |= here;
    before = here;
  }
  return (all & LOWER) !== 0 && before !== HYPHEN;
}
