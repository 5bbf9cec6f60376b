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
  FindingView,
  Overview,
  PreviewModel,
  Scene,
  SceneObject,
  SceneSettings,
  ServiceChoice,
  ToWebview,
  UnselectedView,
} from '../../shared/messages/preview.ts';
import type { ValueMap } from '../../shared/model/value.ts';

const isAnchor = hasShape<Anchor>({ uri: isString, document: isNumber, field: isString });

/** What is in it is read as tolerantly as a manifest. */
const isValueMap: Guard<ValueMap> = (value): value is ValueMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isFinding = hasShape<FindingView>({
  code: isString,
  severity: isOneOf('error', 'warning', 'information', 'hint'),
  message: isString,
  object: isString,
  anchor: isAnchor,
});

const isSceneObject = hasShape<SceneObject>({ key: isString, value: isValueMap, anchor: isAnchor });

const isSettings = hasShape<SceneSettings>({
  namespace: isString,
  kubernetesVersion: isString,
  ipFamilies: isListOf(isOneOf('IPv4', 'IPv6')),
  clusterDomain: isString,
});

const isScene = hasShape<Scene>({
  choice: isString,
  service: isString,
  namespace: isString,
  objects: isListOf(isSceneObject),
  unselected: isListOf(hasShape<UnselectedView>({ object: isString, unmet: isString })),
  findings: isListOf(isFinding),
  settings: isSettings,
});

const isOverview = hasShape<Overview>({
  namespace: isString,
  objects: isListOf(isSceneObject),
  nOmitted: isNumber,
  findings: isListOf(isFinding),
  settings: isSettings,
});

const isChoice = hasShape<ServiceChoice>({
  key: isString,
  label: isString,
  file: isString,
  isHere: isBoolean,
  nProblems: isNumber,
});

const isModel = hasShape<PreviewModel>({
  uri: isString,
  services: isListOf(isChoice),
  scene: isOptional(isScene),
  notice: isString,
});

const isBundle: Guard<Readonly<Record<string, string>>> = (value): value is Record<string, string> =>
  typeof value === 'object' && value !== null && Object.values(value).every(isString);

type MessageOf<Type extends ToWebview['type']> = Extract<ToWebview, { readonly type: Type }>;

const checks = [
  hasShape<MessageOf<'model'>>({ type: isOneOf('model'), model: isModel, isPinned: isBoolean }),
  hasShape<MessageOf<'l10n'>>({ type: isOneOf('l10n'), bundle: isBundle }),
  hasShape<MessageOf<'failed'>>({ type: isOneOf('failed'), message: isString }),
  hasShape<MessageOf<'overview'>>({ type: isOneOf('overview'), overview: isOverview }),
  hasShape<MessageOf<'cursor'>>({ type: isOneOf('cursor'), anchor: isOptional(isAnchor) }),
] as const;

/** Whether a message is one of those the webview acts on. */
export function isToWebview(message: unknown): message is ToWebview {
  return checks.some((isMessage) => isMessage(message));
}
