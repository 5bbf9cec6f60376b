// What the panel is about, and when the editor's cursor changes that.
import type { PreviewModel, PreviewParams } from '../../shared/messages/preview.ts';
import { isServiceAt, mayHoldService } from '../language-client/manifest-text.ts';

/** Where the cursor stands, with the text around it. */
export interface CursorPlace {
  readonly uri: string;
  /** Zero-based. */
  readonly line: number;
  /** Zero-based, UTF-16. */
  readonly character: number;
  readonly text: string;
}

/**
 * The question to ask after the cursor moved, or `undefined` to stay with what is shown:
 * 1. A file without a Service, such as the Deployment that the user was sent to: stay.
 * 2. Another file with a Service: the Service at the cursor, else its first.
 * 3. The same file, outside any Service: stay, so that reading on does not jump to the first one.
 * 4. The same file, in a Service: that Service.
 */
export function subjectAt(place: CursorPlace, current: PreviewParams | undefined): PreviewParams | undefined {
  if (!mayHoldService(place.text)) return undefined;
  if (place.uri === current?.uri && !isServiceAt(place.text, place.line)) return undefined;
  return { uri: place.uri, position: { line: place.line, character: place.character } };
}

/**
 * The same question by the name of its answer, so that later edits above it do not lead to another Service.
 * Where the answer stands in another file, as after a choice from the list, that file is the one to follow.
 */
export function settledSubject(asked: PreviewParams, model: PreviewModel): PreviewParams {
  const { scene } = model;
  const root = scene?.objects.find(({ key }) => key === scene.service);
  if (!scene || !root) return asked;
  const { uri } = root.anchor;
  return uri === asked.uri ? { ...asked, service: scene.choice } : { uri, service: scene.choice };
}

/** The question without the name, for a Service that was renamed; `undefined` when there is nothing else to ask. */
export function withoutService(asked: PreviewParams): PreviewParams | undefined {
  if (asked.service === undefined) return undefined;
  return asked.position ? { uri: asked.uri, position: asked.position } : { uri: asked.uri };
}
