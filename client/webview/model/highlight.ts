// Which stops of the stage the editor's cursor is at.
import type { Anchor } from '../../../shared/messages/preview.ts';
import { stop } from './edges.ts';
import { anchorAt, fieldOfAnchor, type ReadScene } from './scene.ts';
import type { Stage } from './stage.ts';

const NONE: ReadonlySet<string> = new Set();

/** The stops of the element that a field belongs to: a port, the Service, its ways in, or the pods of a template. */
export function stopsAt(stage: Stage, read: ReadScene, cursor: Anchor | undefined): ReadonlySet<string> {
  const place = cursor && fieldOfAnchor(read, cursor);
  if (!place) return NONE;
  const { key, path } = place;
  const { service, groups, entries } = stage;
  if (key === read.scene.service) {
    const [spec, ports, index] = path;
    const port =
      spec === 'spec' && ports === 'ports' && typeof index === 'number' ? service.ports[index] : undefined;
    return new Set([port ? stop.port(port.key) : stop.service]);
  }
  const root = anchorAt(read, key, []);
  const isInside = (anchor: Anchor): boolean =>
    anchor.uri === root.uri &&
    anchor.document === root.document &&
    (anchor.field === root.field || root.field === '' || anchor.field.startsWith(root.field));
  const cards = groups.flatMap((group) => group.cards).filter((card) => isInside(card.anchor));
  const ways = entries.filter(({ kind, anchor }) => kind === 'ingress' && isInside(anchor));
  return new Set([...cards.map(({ id }) => id), ...ways.map((entry) => stop.entry(entry.key))]);
}
