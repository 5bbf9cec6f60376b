// Slips of syntax in words.
import { t } from '@vscode/l10n';
import type { SyntaxReason, SyntaxSlip } from './syntax-reason.ts';

/** What is wrong, without a final dot. */
export function describeSlip({ slip, text, indent }: SyntaxReason): string {
  switch (slip) {
    case 'conflict':
      return t('This is the mark of a merge conflict');
    case 'separator':
      return t('"---" separates documents only at the start of a line');
    case 'tab':
      return t('"{0}" is indented with a tab; YAML takes only spaces', text);
    case 'open-quote':
      return t('The quote before {0} is never closed', text.slice(1));
    case 'after-quote':
      return t('{0} goes on after its closing quote; a quote inside the text must be escaped', text);
    case 'after-value':
      return t('"{0}" stands after the end of the value', text);
    case 'open-bracket':
      return t('"{0}" is never closed', text);
    case 'extra-bracket':
      return t('"{0}" closes nothing', text);
    case 'no-colon':
      return t('"{0}" has no colon after the name of the field', text);
    case 'no-space':
      return t('"{0}" has no space after the colon', text);
    case 'no-space-after-dash':
      return t('"{0}" has no space after the dash', text);
    case 'unfinished':
      return t('"{0}" is not finished: a field is a name, a colon and a value', text);
    case 'stray':
      return t('"{0}" is neither a field nor a list item', text);
    case 'colon-in-value':
      return t('"{0}" holds a colon and a space, which start another field; put it in quotes', text);
    case 'reserved':
      return t('"{0}" starts with a character that YAML reserves; put it in quotes', text);
    case 'alias':
      return t(
        '"{0}" reads as a reference to an anchor, because of its first character; put it in quotes',
        text,
      );
    case 'list-beside-key':
      return t('A list starts on the line after its key');
    case 'escape':
      return t(
        '"{0}" is no escape that YAML knows in double quotes; write the backslash twice or use single quotes',
        text,
      );
    case 'comma':
      return t('A comma is missing after {0}', text);
    case 'item-among-fields':
      return indent?.fits === undefined
        ? t('"{0}" is a list item among fields; it belongs under a key of its own', text)
        : t('"{0}" is a list item among fields; it would fit in column {1}', text, indent.fits + 1);
    case 'field-among-items':
      return t('"{0}" is a field among list items; indent it as far as what it belongs to', text);
    case 'ignored':
      return t(
        '"{0}" stands further left than the document began, which ends it: kubectl silently ignores this and all that follows',
        text,
      );
    case 'wide-dash':
      return t('"{0}" does not line up with the text after the dash above it', text);
    case 'indent':
      return indent?.fits === undefined
        ? t('"{0}" starts in column {1}, where nothing above it does', text, (indent?.is ?? 0) + 1)
        : t(
            '"{0}" starts in column {1}, where nothing above it does; column {2} would fit',
            text,
            indent.is + 1,
            indent.fits + 1,
          );
    case 'other':
      return t('This is not YAML: {0}', text);
  }
}

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
