// What the panel shows, computed from its state; each part anew only when what it is made of has changed.
import type { Trace } from '../../../shared/traffic/trace.ts';
import type { RequestResult } from '../../../shared/traffic/simulation.ts';
import type { World } from '../../../shared/traffic/world.ts';
import type { Scenario } from '../../../shared/traffic/scenario.ts';
import { controlsOf, type ControlGroup } from './controls.ts';
import { chooseRequest, clientsOf, entriesOf, type Chosen, type Client, type Entry } from './entries.ts';
import { makeView } from './make-view.ts';
import { readScene, type ReadScene } from './scene.ts';
import type { ServiceView } from './service-view.ts';
import { makeGround, makeScenario, probe, Runner, settleGround } from './simulate.ts';
import type { PanelData } from './store.ts';

/** Everything about the Service on the stage. */
export interface Derived {
  readonly read: ReadScene;
  readonly entries: readonly Entry[];
  readonly clients: readonly Client[];
  readonly chosen: Chosen;
  readonly view: ServiceView;
  readonly controls: readonly ControlGroup[];
  readonly scenario: Scenario | undefined;
  /** Of the run; before it, of what is to be expected, with all counts zero. */
  readonly trace: Trace | undefined;
  /** The cluster after the run. */
  readonly world: World;
}

/** Remembers its last answer while its inputs stay the same. */
function remember<Inputs extends readonly unknown[], Output>(
  compute: (...inputs: Inputs) => Output,
): (...inputs: Inputs) => Output {
  let last: { readonly inputs: Inputs; readonly output: Output } | undefined;
  return (...inputs) => {
    if (last?.inputs.every((input, index) => input === inputs[index])) return last.output;
    last = { inputs, output: compute(...inputs) };
    return last.output;
  };
}

/** Derives what is shown. Keeps the latest simulation, and nothing that a state would not give again. */
export class Deriver {
  readonly #runner = new Runner();
  readonly #scene = remember(readScene);
  readonly #ground = remember(makeGround);
  readonly #world = remember(settleGround);
  readonly #base = remember((read: ReadScene) => settleGround(makeGround(read, {})));
  readonly #entries = remember(entriesOf);
  readonly #clients = remember(clientsOf);
  readonly #controls = remember(controlsOf);
  readonly #request = remember(
    (
      read: ReadScene,
      entries: readonly Entry[],
      clients: readonly Client[],
      entry: string,
      client: string,
      port: string,
    ) => chooseRequest(read, entries, clients, { entry, client, port }),
  );
  readonly #scenario = remember(
    (
      ground: ReturnType<typeof makeGround>,
      chosen: Chosen,
      nClients: number,
      seed: number,
      overrides: PanelData['kept']['overrides'],
    ) => makeScenario(ground, chosen, { nClients, seed }, overrides),
  );
  readonly #view = remember(
    (
      read: ReadScene,
      ground: ReturnType<typeof makeGround>,
      world: World,
      entries: readonly Entry[],
      chosen: Chosen,
      nClients: number,
      overrides: PanelData['kept']['overrides'],
    ) => makeView({ read, ground, world, entries, chosen, nClients, overrides }),
  );
  readonly #expected = remember((scenario: Scenario, chosen: Chosen) =>
    withoutCounts(probe(scenario, chosen.client, scenario.target, scenario.clients.length)),
  );

  /** `undefined` without a Service. */
  derive({ model, kept }: PanelData): Derived | undefined {
    const read = model?.scene && this.#scene(model.scene);
    if (!read) return undefined;
    const { overrides, request, run } = kept;
    const ground = this.#ground(read, overrides);
    const settled = this.#world(ground);
    const entries = this.#entries(read, settled);
    const clients = this.#clients(read, settled);
    const chosen = this.#request(read, entries, clients, request.entry, request.client, request.port);
    if (!chosen) return undefined;
    const scenario = this.#scenario(ground, chosen, request.nClients, request.seed, overrides);
    const ran = scenario && run.length > 0 ? this.#runner.trace(scenario, run) : undefined;
    const world = ran?.world ?? settled;
    return {
      read,
      entries,
      clients,
      chosen,
      scenario,
      world,
      view: this.#view(read, ground, settled, entries, chosen, request.nClients, overrides),
      controls: this.#controls(read, this.#base(read), settled, overrides),
      trace: ran?.trace ?? (scenario && this.#expected(scenario, chosen)),
    };
  }

  /** What became of the requests since the last call, the latest. */
  takeResults(): readonly RequestResult[] {
    return this.#runner.takeResults();
  }
}

/** A trace that tells what is to be expected, and that nothing was sent yet. */
function withoutCounts(trace: Trace): Trace {
  const outcomes = { delivered: 0, refused: 0, dropped: 0, unresolved: 0 };
  return {
    ...trace,
    requests: 0,
    durationMs: 0,
    outcomes,
    backends: trace.backends.map((backend) => ({ ...backend, requests: 0, failed: 0, open: 0 })),
    timeline: [],
  };
}
