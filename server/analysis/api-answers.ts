// What the API server would answer to the objects of one file, created in their order.
import { create, type Answer } from '../../shared/api/create.ts';
import { DEFAULT_OPTIONS } from '../../shared/api/context.ts';
import { emptyState } from '../../shared/api/state.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { uriOf } from '../workspace/snapshot.ts';
import type { RuleContext } from './context.ts';

const answers = new WeakMap<RuleContext, Map<string, ReadonlyMap<KubeObject, Answer>>>();

/** The answer to an object when its file is created from top to bottom in an empty cluster; computed once for each file. */
export function answerTo(object: KubeObject, ctx: RuleContext): Answer | undefined {
  let files = answers.get(ctx);
  if (!files) answers.set(ctx, (files = new Map()));
  const uri = uriOf(object);
  let known = files.get(uri);
  if (!known) files.set(uri, (known = createAll(uri, ctx)));
  return known.get(object);
}

function createAll(uri: string, ctx: RuleContext): ReadonlyMap<KubeObject, Answer> {
  const { kubernetesVersion, nodePortRange, namespace } = ctx.settings;
  const options = { ...DEFAULT_OPTIONS, kubernetesVersion, nodePortRange, namespace };
  const known = new Map<KubeObject, Answer>();
  let state = emptyState();
  for (const { document } of ctx.snapshot.file(uri)?.documents ?? []) {
    for (const object of document.objects) {
      const outcome = create(object.raw, options, state);
      known.set(object, outcome.answer);
      state = outcome.state;
    }
  }
  return known;
}
