// What the webview takes from its host, checked field by field.
import {
  hasShape,
  isBoolean,
  isListOf,
  isNumber,
  isOneOf,
  isOptional,
  isString,
  type Guard,
} from '../../shared/messages/guards.ts';
import type {
  Anchor,
  ExclusionView,
  FindingView,
  PodView,
  PortView,
  PreviewModel,
  ServiceChoice,
  ServiceView,
  TargetView,
  ToWebview,
} from '../../shared/messages/preview.ts';

const isAnchor = hasShape<Anchor>({ uri: isString, document: isNumber, field: isString });

const isPort = hasShape<PortView>({
  key: isString,
  name: isString,
  port: isString,
  targetPort: isString,
  nodePort: isNumber,
  problem: isString,
  anchor: isAnchor,
});

const isTarget = hasShape<TargetView>({ port: isString, label: isString, number: isNumber, share: isNumber });

// A reason that a newer server may add is shown like any other; the words come with it.
const isExclusion = hasShape<ExclusionView>({
  port: isString,
  reason: isString as unknown as Guard<ExclusionView['reason']>,
  message: isString,
});

const isPod = hasShape<PodView>({
  key: isString,
  name: isString,
  source: isString,
  node: isString,
  status: isString,
  isReady: isBoolean,
  targets: isListOf(isTarget),
  exclusions: isListOf(isExclusion),
  anchor: isAnchor,
});

const isFinding = hasShape<FindingView>({
  code: isString,
  severity: isOneOf('error', 'warning', 'information', 'hint'),
  message: isString,
  anchor: isAnchor,
});

const isService = hasShape<ServiceView>({
  key: isString,
  name: isString,
  namespace: isString,
  type: isString,
  selector: isString,
  client: isString,
  entry: isString,
  ports: isListOf(isPort),
  pods: isListOf(isPod),
  nOmittedPods: isNumber,
  findings: isListOf(isFinding),
  summary: isString,
  anchor: isAnchor,
});

const isChoice = hasShape<ServiceChoice>({
  key: isString,
  label: isString,
  file: isString,
  isHere: isBoolean,
});

const isModel = hasShape<PreviewModel>({
  uri: isString,
  services: isListOf(isChoice),
  service: isOptional(isService),
  notice: isString,
});

const isBundle: Guard<Readonly<Record<string, string>>> = (value): value is Record<string, string> =>
  typeof value === 'object' && value !== null && Object.values(value).every(isString);

type MessageOf<Type extends ToWebview['type']> = Extract<ToWebview, { readonly type: Type }>;

const checks = [
  hasShape<MessageOf<'model'>>({ type: isOneOf('model'), model: isModel, isPinned: isBoolean }),
  hasShape<MessageOf<'l10n'>>({ type: isOneOf('l10n'), bundle: isBundle }),
  hasShape<MessageOf<'failed'>>({ type: isOneOf('failed'), message: isString }),
] as const;

/** Whether a message is one of those the webview acts on. */
export function isToWebview(message: unknown): message is ToWebview {
  return checks.some((isMessage) => isMessage(message));
}
