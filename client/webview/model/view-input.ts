// What the picture is made of: a scene, settled, and the request that is looked at.
import type { Overrides } from '../../../shared/messages/panel-state.ts';
import type { World } from '../../../shared/traffic/world.ts';
import type { Chosen, Entry } from './entries.ts';
import type { ReadScene } from './scene.ts';
import type { Ground } from './simulate.ts';

/** What a view is made of. */
export interface ViewInput {
  readonly read: ReadScene;
  readonly ground: Ground;
  readonly world: World;
  readonly entries: readonly Entry[];
  readonly chosen: Chosen;
  readonly nClients: number;
  readonly overrides: Overrides;
}
