// What the host takes from the webview. The webview shows untrusted text, so nothing is taken on trust.
import {
  hasShape,
  isBoolean,
  isListOf,
  isNumber,
  isOneOf,
  isString,
  type Guard,
} from '../../shared/messages/guards.ts';
import type { Anchor, FieldEdit, FromWebview } from '../../shared/messages/preview.ts';

type MessageOf<Type extends FromWebview['type']> = Extract<FromWebview, { readonly type: Type }>;

const isAnchor = hasShape<Anchor>({ uri: isString, document: isNumber, field: isString });

const isScalar: Guard<string | number | boolean> = (value): value is string | number | boolean =>
  isString(value) || isNumber(value) || isBoolean(value);

/** A file's name and nothing that leads elsewhere. */
const isFileName: Guard<string> = (value): value is string =>
  isString(value) && /^[^/\\]{1,255}$/.test(value) && !value.startsWith('.');

const checks = [
  hasShape<MessageOf<'ready'>>({ type: isOneOf('ready') }),
  hasShape<MessageOf<'select'>>({ type: isOneOf('select'), service: isString }),
  hasShape<MessageOf<'reveal'>>({ type: isOneOf('reveal'), anchor: isAnchor }),
  hasShape<MessageOf<'pin'>>({ type: isOneOf('pin'), isPinned: isBoolean }),
  hasShape<MessageOf<'showOutput'>>({ type: isOneOf('showOutput') }),
  hasShape<MessageOf<'apply'>>({
    type: isOneOf('apply'),
    edits: isListOf(hasShape<FieldEdit>({ anchor: isAnchor, value: isScalar })),
  }),
  hasShape<MessageOf<'overview'>>({ type: isOneOf('overview'), namespace: isString }),
  hasShape<MessageOf<'copy'>>({ type: isOneOf('copy'), text: isString }),
  hasShape<MessageOf<'save'>>({
    type: isOneOf('save'),
    name: isFileName,
    content: isString,
    encoding: isOneOf('utf8', 'base64'),
  }),
] as const;

/** Whether a message is one of those the host acts on. */
export function isFromWebview(message: unknown): message is FromWebview {
  return checks.some((isMessage) => isMessage(message));
}
