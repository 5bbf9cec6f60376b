// Words and repairs for the name of a Service that nobody has.
import { t } from '@vscode/l10n';
import type { FieldPath } from '../../shared/model/field-path.ts';
import type { RuleContext } from './context.ts';
import type { Fix } from './fix.ts';
import type { Related } from './rule.ts';
import type { MissingService } from './service-reference.ts';

/** What is missing, as a sentence without its dot: `No Service "api" is in this workspace; the closest is "api-svc" (web.yaml:3)`. */
export function describeMissing(missing: MissingService, ctx: RuleContext): string {
  const { reference, alike, elsewhere, mayBeBrought } = missing;
  const { from, name, namespace } = reference;
  if (elsewhere) {
    return t(
      'Service "{0}" is in namespace "{1}" ({2}), not in "{3}"',
      name,
      elsewhere.ref.namespace ?? '',
      ctx.whereIs(elsewhere, from),
      namespace ?? '',
    );
  }
  const absent =
    namespace === undefined
      ? t('No Service "{0}" is in this workspace', name)
      : t('No Service "{0}" of namespace "{1}" is in this workspace', name, namespace);
  if (alike)
    return t('{0}; the closest is "{1}" ({2})', absent, alike.ref.name ?? '', ctx.whereIs(alike, from));
  return mayBeBrought ? t('{0}, unless a controller or a chart creates it', absent) : absent;
}

/** The Service that shows what was meant. */
export function relatedToMissing({ alike, elsewhere }: MissingService): readonly Related[] {
  const shown = elsewhere ?? alike;
  if (!shown) return [];
  const name = shown.ref.name ?? '';
  return [{ at: { object: shown, path: ['metadata', 'name'] }, message: t('Service "{0}"', name) }];
}

/** The fix that names the Service that is spelt alike instead, in all fields that name the missing one. */
export function useAlike(
  { alike, isMisspelt, reference: { from } }: MissingService,
  paths: readonly FieldPath[],
): readonly Fix[] {
  const value = alike?.ref.name;
  if (value === undefined) return [];
  return [
    {
      title: t('Use Service "{0}"', value),
      steps: paths.map((path) => ({ type: 'set', object: from, path, value })),
      isPreferred: isMisspelt,
    },
  ];
}
