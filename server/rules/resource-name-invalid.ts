import { t } from '@vscode/l10n';
import { minorOf } from '../../shared/api/version.ts';
import { describeRef } from '../../shared/model/object-ref.ts';
import type { KubeObject } from '../../shared/model/objects.ts';
import { isStandIn, isUnresolved } from '../../shared/model/unresolved.ts';
import { answerTo } from '../analysis/api-answers.ts';
import type { RuleContext } from '../analysis/context.ts';
import { nameFormOf, nearestName, renameSteps, type NameForm } from '../analysis/object-names.ts';
import { defineRule, type ApiCause } from '../analysis/rule.ts';
import { mayShareNamespace } from '../analysis/namespaces.ts';

interface State {
  readonly object: KubeObject;
  readonly name: string;
  readonly form: NameForm;
}

const NAME = ['metadata', 'name'] as const;

/** A name that cannot be part of a DNS name. */
export const rule = defineRule({
  id: 'resource-name-invalid',
  severity: 'error',
  summary: 'The name of an object must have the form of a DNS name',
  why: 'Services and pods are found by DNS, so the API server refuses names that DNS could not hold. A Service name is one label: lower-case letters, digits and "-", at most 63 of them; before Kubernetes 1.36 it starts with a letter. Names of pods, Deployments, Ingresses and Endpoints may have dots.',
  silentWhen: [
    'the object has only `generateName`',
    'the name holds text that a template has yet to fill in',
    'the kind has no DNS name, or is not one of Kubernetes itself',
  ],
  howToFix:
    'Write lower-case letters, digits and "-". What names the Service (an Ingress, Endpoints, a StatefulSet) must follow.',
  subject: 'Object',

  *find(object, { settings: { kubernetesVersion } }) {
    const { name } = object.ref;
    const minor = minorOf(kubernetesVersion);
    const form = nameFormOf(object.ref, minor);
    if (name === undefined || !form || form.check(name).length === 0 || isFilledIn(name)) return;
    yield { at: { object, path: NAME }, state: { object, name, form } satisfies State };
  },

  say({ object, name, form }, ctx) {
    const causes = causesOf(object, name, form, ctx);
    return {
      message: t(
        'The API server refuses "{0}" as the name of this {1}: {2}',
        name,
        object.ref.kind,
        reasonOf(name, form),
      ),
      ...(causes.length > 0 ? { apiServer: causes } : {}),
    };
  },

  *fix({ object, name, form }, ctx) {
    const nearest = nearestName(name, form);
    if (nearest === undefined) return;
    const isTaken = ctx
      .named(object.is, nearest)
      .some((other) => other.ref.kind === object.ref.kind && mayShareNamespace(object, other));
    const steps = renameSteps(object, nearest, ctx);
    const title =
      steps.length === 1
        ? t('Rename {0} to "{1}"', describeRef(object.ref), nearest)
        : t(
            'Rename {0} to "{1}", and what names it (fields changed: {2})',
            describeRef(object.ref),
            nearest,
            steps.length,
          );
    yield { title, steps, isPreferred: !isTaken };
  },
});

/** `ROLLOUT_NAME-active`: words in capitals among small letters are for some script to replace. */
function isFilledIn(name: string): boolean {
  return isUnresolved(name) || isStandIn(name) || (/[A-Z]+_[A-Z]+/.test(name) && /[a-z]/.test(name));
}

function reasonOf(name: string, { shape, maxLength }: NameForm): string {
  const isLabel = shape === 'label';
  const refused = [...new Set(name)].filter((char) => !(isLabel ? /[a-z0-9-]/ : /[a-z0-9.-]/).test(char));
  if (refused.length > 0) {
    const capitals = refused.some((char) => /[A-Z]/.test(char)) ? [t('capital letters')] : [];
    const others = refused.filter((char) => !/[A-Z]/.test(char)).map((char) => JSON.stringify(char));
    const list = [...capitals, ...others].join(', ');
    return isLabel
      ? t('it takes lower-case letters, digits and "-", but not {0}', list)
      : t('it takes lower-case letters, digits, "-" and ".", but not {0}', list);
  }
  if (name.length > maxLength)
    return t('it has {0} characters, at most {1} are allowed', name.length, maxLength);
  if (/^[0-9]/.test(name)) return t('before Kubernetes 1.36 it must start with a letter');
  return t('it must start and end with a letter or digit');
}

/** The server's causes about the name; none when something else of the object is refused before names are looked at. */
function causesOf(object: KubeObject, name: string, form: NameForm, ctx: RuleContext): readonly ApiCause[] {
  const causes = answerTo(object, ctx)?.causes ?? [];
  const own = causes.filter(
    ({ field, message }) => field === 'metadata.name' || message.includes('spec.parentRef.name'),
  );
  if (causes.length > 0) return own.map(({ reason, field, message }) => ({ reason, field, message }));
  return form.check(name).map((sentence) => ({
    reason: 'FieldValueInvalid',
    field: 'metadata.name',
    message: `Invalid value: ${JSON.stringify(name)}: ${sentence}`,
  }));
}
