// What the host takes from the webview. The webview shows untrusted text, so nothing is taken on trust.
import { hasShape, isBoolean, isNumber, isOneOf, isString } from '../../shared/messages/guards.ts';
import type { Anchor, FromWebview } from '../../shared/messages/preview.ts';

type MessageOf<Type extends FromWebview['type']> = Extract<FromWebview, { readonly type: Type }>;

const checks = [
  hasShape<MessageOf<'ready'>>({ type: isOneOf('ready') }),
  hasShape<MessageOf<'select'>>({ type: isOneOf('select'), service: isString }),
  hasShape<MessageOf<'reveal'>>({
    type: isOneOf('reveal'),
    anchor: hasShape<Anchor>({ uri: isString, document: isNumber, field: isString }),
  }),
  hasShape<MessageOf<'pin'>>({ type: isOneOf('pin'), isPinned: isBoolean }),
  hasShape<MessageOf<'showOutput'>>({ type: isOneOf('showOutput') }),
] as const;

/** Whether a message is one of those the host acts on. */
export function isFromWebview(message: unknown): message is FromWebview {
  return checks.some((isMessage) => isMessage(message));
}
