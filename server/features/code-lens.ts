// The line above a Service that says what it reaches and opens the preview.
import { t } from '@vscode/l10n';
import type { RuleContext } from '../analysis/context.ts';
import { spanOfPlace } from '../analysis/places.ts';
import type { ManifestFile } from '../workspace/manifest.ts';
import { shiftSpan, type Span } from '../yaml/span.ts';
import { serviceKey } from './preview.ts';

/** A lens; its command opens the preview of one Service. */
export interface Lens {
  readonly span: Span;
  readonly title: string;
  readonly service: string;
}

/** One lens for each Service of a file, at its `kind`. */
export function codeLenses(file: ManifestFile, ctx: RuleContext): readonly Lens[] {
  if (file.isDisabled || ctx.snapshot.isPartial(file.uri)) return [];
  return file.documents.flatMap(({ document, start }) =>
    document.role === 'manifest'
      ? document.objects.flatMap((object) => {
          if (object.is !== 'Service') return [];
          const { span } = spanOfPlace({ object, path: ['kind'], on: 'key' });
          const { selected } = ctx.selection(object);
          const reach =
            object.selector === undefined || object.type === 'ExternalName'
              ? t('Traffic preview')
              : t('Traffic preview · selects {0}, ports: {1}', selected.length, object.ports.length);
          return [{ span: shiftSpan(span, start), title: reach, service: serviceKey(object, ctx) }];
        })
      : [],
  );
}
