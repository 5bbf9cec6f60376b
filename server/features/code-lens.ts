// The line above a Service that says what it reaches and opens the preview.
import { t } from '@vscode/l10n';
import type { Service } from '../../shared/model/objects.ts';
import type { RuleContext } from '../analysis/context.ts';
import { spanOfPlace } from '../analysis/places.ts';
import { countPods } from '../analysis/words.ts';
import type { ManifestFile } from '../workspace/manifest.ts';
import { shiftSpan, type Span } from '../yaml/span.ts';
import { serviceKey } from './preview.ts';
import { selectionOf } from '../analysis/selection.ts';

/** A lens; its command opens the preview of one Service. */
export interface Lens {
  readonly span: Span;
  readonly title: string;
  readonly service: string;
}

/** One lens for each Service of a file, above its first line. */
export function codeLenses(file: ManifestFile, ctx: RuleContext): readonly Lens[] {
  if (file.isDisabled || ctx.snapshot.isPartial(file.uri)) return [];
  return file.documents.flatMap(({ document, start }) =>
    document.role === 'manifest'
      ? document.objects.flatMap((object) => {
          if (object.is !== 'Service') return [];
          const { span } = spanOfPlace({ object, path: [] });
          const title = [...countsOf(object, ctx), t('Traffic preview')].join(' · ');
          return [{ span: shiftSpan(span, start), title, service: serviceKey(object, ctx) }];
        })
      : [],
  );
}

/** `2 workloads`, `3 ports`: what the selector finds, and what is offered. Nothing for a Service that selects nothing by design. */
function countsOf(service: Service, ctx: RuleContext): readonly string[] {
  if (service.selector === undefined || service.type === 'ExternalName') return [];
  const { selected } = selectionOf(service, ctx);
  const nPorts = service.ports.length;
  const arePods = selected.length > 0 && selected.every(({ is }) => is === 'Pod');
  const pods = arePods
    ? countPods(selected.length)
    : selected.length === 1
      ? t('1 workload')
      : t('{0} workloads', selected.length);
  return [
    ...(selected.length > 0 || ctx.isComplete ? [pods] : []), // they may only be late
    nPorts === 1 ? t('1 port') : t('{0} ports', nPorts),
  ];
}
