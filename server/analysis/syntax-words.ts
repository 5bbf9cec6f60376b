// Slips of syntax in words.
import { t } from '@vscode/l10n';
import type { SyntaxReason, SyntaxSlip } from './syntax-reason.ts';

/** What is wrong, without a final dot. */
export function describeSlip(reason: SyntaxReason): string {
  const { slip, text, indent } = reason;
  if (slip === 'item-among-fields') {
    return indent?.fits === undefined
      ? t('"{0}" is a list item among fields; it belongs under a key of its own', text)
      : t('"{0}" is a list item among fields; it would fit in column {1}', text, indent.fits + 1);
  }
  if (slip === 'indent') {
    const column = (indent?.is ?? 0) + 1;
    return indent?.fits === undefined
      ? t('"{0}" starts in column {1}, where nothing above it does', text, column)
      : t(
          '"{0}" starts in column {1}, where nothing above it does; column {2} would fit',
          text,
          column,
          indent.fits + 1,
        );
  }
  return SENTENCES[slip](text);
}

/** Sentences that need nothing but what stands at the place. */
const SENTENCES: Readonly<
  Record<Exclude<SyntaxSlip, 'item-among-fields' | 'indent'>, (text: string) => string>
> = {
  conflict: () => t('This is the mark of a merge conflict'),
  separator: () => t('"---" separates documents only at the start of a line'),
  tab: (text) => t('"{0}" is indented with a tab; YAML takes only spaces', text),
  'open-quote': (text) => t('The quote before {0} is never closed', text.slice(1)),
  'after-quote': (text) =>
    t('{0} goes on after its closing quote; a quote inside the text must be escaped', text),
  'after-value': (text) => t('"{0}" stands after the end of the value', text),
  'open-bracket': (text) => t('"{0}" is never closed', text),
  'extra-bracket': (text) => t('"{0}" closes nothing', text),
  'no-colon': (text) => t('"{0}" has no colon after the name of the field', text),
  'no-space': (text) => t('"{0}" has no space after the colon', text),
  'no-space-after-dash': (text) => t('"{0}" has no space after the dash', text),
  unfinished: (text) => t('"{0}" is not finished: a field is a name, a colon and a value', text),
  stray: (text) => t('"{0}" is neither a field nor a list item', text),
  'colon-in-value': (text) =>
    t('"{0}" holds a colon and a space, which start another field; put it in quotes', text),
  reserved: (text) => t('"{0}" starts with a character that YAML reserves; put it in quotes', text),
  alias: (text) =>
    t('"{0}" reads as a reference to an anchor, because of its first character; put it in quotes', text),
  'lost-anchor': (text) =>
    t(
      '"{0}" has no anchor "&{1}" before it in this document, and those of other documents do not count',
      text,
      text.slice(1),
    ),
  aliases: () => t('The aliases of this document repeat it beyond all measure'),
  depth: () => t('This nests too deeply to be checked'),
  'list-beside-key': () => t('A list starts on the line after its key'),
  escape: (text) =>
    t(
      '"{0}" is no escape that YAML knows in double quotes; write the backslash twice or use single quotes',
      text,
    ),
  comma: (text) => t('A comma is missing after {0}', text),
  'field-among-items': (text) =>
    t('"{0}" is a field among list items; indent it as far as what it belongs to', text),
  ignored: (text) =>
    t(
      '"{0}" stands further left than the document began, which ends it: kubectl silently ignores this and all that follows',
      text,
    ),
  'wide-dash': (text) => t('"{0}" does not line up with the text after the dash above it', text),
  other: (text) => t('This is not YAML: {0}', text),
};

/** The title of a repair; `fits` is the indentation it gives. */
export function repairTitle(slip: SyntaxSlip, text: string, fits: number | undefined): string {
  if (fits !== undefined) return t('Move it to column {0}', fits + 1);
  switch (slip) {
    case 'tab':
      return t('Indent with spaces');
    case 'open-quote':
      return t('Close the quote');
    case 'open-bracket':
      return t('Close the bracket');
    case 'extra-bracket':
      return t('Remove "{0}"', text);
    case 'no-colon':
      return t('Write a colon');
    case 'no-space':
    case 'no-space-after-dash':
      return t('Write a space');
    case 'wide-dash':
      return t('Write one space after each dash');
    case 'comma':
      return t('Write a comma');
    case 'stray':
      return t('Make it a comment');
    case 'colon-in-value':
    case 'reserved':
    case 'alias':
      return t('Put it in quotes');
    case 'after-quote':
    case 'escape':
      return t('Escape it');
    case 'list-beside-key':
      return t('Write the list below its key');
    case 'separator':
      return t('Move "---" to the start of the line');
    default:
      return t('Repair the line');
  }
}
