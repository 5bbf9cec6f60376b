import { t } from '@vscode/l10n';
import type { Cause } from '../../shared/api/cause.ts';
import { asList, asMap, asString, valueAt } from '../../shared/model/value.ts';
import { nearestOf, PORT_NAME, repairs, useNearestName, useValue } from '../analysis/api-fixes.ts';
import type { Refusal } from '../analysis/api-refusals.ts';
import { describeRefusal, quoteValue, reasons } from '../analysis/api-words.ts';
import { defineApiRule } from '../analysis/api-rule.ts';

/** A pod, or the template of one, that the API server refuses. */
export const rule = defineApiRule({
  id: 'pod-invalid',
  summary: 'Pods must be well formed, and so must the templates they are made from',
  why: 'The API server checks containers, ports, volumes and scheduling of a Pod, and of the template of a workload, before it stores them.',
  howToFix:
    'Do what the message says. Names of container ports have at most 15 lower-case letters, digits and "-", one of them a letter.',

  say(refusal) {
    const { causes, value, path, object } = refusal;
    const [{ field, reason, message }] = causes;
    if (/containers\[\d+\]\.ports\[\d+\]\.name$/.test(field) && reason === 'FieldValueInvalid') {
      return t('{0} cannot name a container port: {1}', quoteValue(value), reasons(refusal));
    }
    if (/[cC]ontainers$/.test(field) && reason === 'FieldValueRequired')
      return t('A pod needs at least one container: list it under "containers"');
    if (/(containerPort|hostPort)$/.test(field) && /between 1 and 65535/.test(message)) {
      return t('{0} is no port: ports are numbers from 1 to 65535', quoteValue(value));
    }
    if (/volumeMounts\[\d+\]\.name$/.test(field) && reason === 'FieldValueNotFound') {
      return t(
        'No volume of this pod is named {0}: declare it under "volumes"',
        quoteValue(valueAt(object.raw, path)),
      );
    }
    const mode = octalMode(refusal);
    if (mode !== undefined) {
      return t(
        '{0} is a decimal number here, and too large for a mode: write 0{0} in YAML, {1} in JSON',
        quoteValue(value),
        mode,
      );
    }
    // Its mounts are refused along with a volume, which says nothing more.
    const [first, ...others] = causes;
    return describeRefusal({
      ...refusal,
      causes: [first, ...others.filter((cause) => !isAboutMount(cause))],
    });
  },

  *fix(refusal) {
    const [{ field, reason }] = refusal.causes;
    if (reason === 'FieldValueNotFound' && /volumeMounts\[\d+\]\.name$/.test(field)) {
      const at = refusal.path.findLastIndex((step) => step === 'containers' || step === 'initContainers');
      const volumes = asList(valueAt(refusal.object.raw, [...refusal.path.slice(0, at), 'volumes']));
      const names = volumes.map((volume) => asString(asMap(volume)['name']) ?? '');
      const meant = nearestOf(asString(refusal.value) ?? '', names);
      if (meant !== undefined) yield useValue(refusal, meant);
    } else if (/\.ports\[\d+\]\.name$/.test(field) && reason === 'FieldValueInvalid')
      yield* useNearestName(refusal, PORT_NAME);
    else if (octalMode(refusal) !== undefined) yield useValue(refusal, octalMode(refusal) ?? 0);
    else {
      // What mounts the volume goes by its name.
      const isName = refusal.path.at(-3) === 'volumes' && refusal.path.at(-1) === 'name';
      const mounts = isName ? refusal.causes.slice(1).filter(isAboutMount) : [];
      for (const fix of repairs(refusal)) {
        const [step] = fix.steps;
        const more = step?.type === 'set' ? mounts.map(({ path }) => ({ ...step, path })) : [];
        yield { ...fix, steps: [...fix.steps, ...more] };
      }
    }
  },
});

function isAboutMount({ path }: Cause): boolean {
  return path.at(-3) === 'volumeMounts';
}

/** 420 for a refused 644: the digits were meant as octal ones. */
function octalMode({ causes: [{ message }], value }: Refusal): number | undefined {
  const isMode = message.includes('0777 (octal)') && typeof value === 'number';
  return isMode && /^[0-7]{3}$/.test(String(value)) ? Number.parseInt(String(value), 8) : undefined;
}
