// Which Service the traffic preview is about, and which others it could be about.
import { t } from '@vscode/l10n';
import type { PreviewModel, ServiceChoice } from '../../shared/messages/preview.ts';
import type { Service } from '../../shared/model/objects.ts';
import type { RuleContext } from '../analysis/context.ts';
import { selectionOf } from '../analysis/selection.ts';
import { uriOf } from '../workspace/manifest.ts';
import { baseName } from '../workspace/path.ts';
import { objectAt } from './cursor.ts';
import { sceneOf, type FindingsOf } from './preview-scene.ts';

/** Problems are counted for so many Services; a list of more does without. */
const MAX_COUNTED = 1000;

/** What to show: a file, and optionally a place in it or a Service by key. */
export interface PreviewQuery {
  readonly uri: string;
  readonly offset?: number;
  readonly service?: string;
}

/** A Service's key: stable while its file, namespace and name stay. */
export function serviceKey(service: Service, ctx: RuleContext): string {
  const uri = uriOf(service);
  const twins = ctx
    .named('Service', service.ref.name ?? '')
    .filter((other) => uriOf(other) === uri && other.ref.namespace === service.ref.namespace);
  return [uri, service.ref.namespace ?? '', service.ref.name ?? '', twins.indexOf(service)].join('|');
}

/** The preview for a query. */
export function previewOf(query: PreviewQuery, ctx: RuleContext, findingsOf: FindingsOf): PreviewModel {
  const services = [...ctx.snapshot.objects('Service')].sort((a, b) => compareChoices(a, b, query.uri));
  const shown = chooseService(query, services, ctx);
  const nProblems =
    services.length > MAX_COUNTED ? new Map<Service, number>() : countProblems(services, findingsOf);
  return {
    uri: query.uri,
    services: services.map((service) => toChoice(service, query.uri, nProblems.get(service) ?? 0, ctx)),
    scene: shown && sceneOf(shown, ctx, serviceKey(shown, ctx), findingsOf),
    notice: noticeOf(shown ? uriOf(shown) : query.uri, shown, services.length, ctx),
  };
}

function noticeOf(uri: string, shown: Service | undefined, nServices: number, ctx: RuleContext): string {
  const documents = ctx.snapshot.file(uri)?.documents ?? [];
  const isBroken = documents.some(({ document }) => document.problems.some(({ kind }) => kind === 'syntax'));
  if (shown) return isBroken ? t('A part of {0} cannot be read: see its problems', nameOf(uri)) : '';
  if (isBroken) return t('{0} cannot be read: its syntax is broken', nameOf(uri));
  return nServices === 0 ? t('No Service here yet') : t('No Service in this file. Choose one');
}

function nameOf(uri: string): string {
  return baseName(decodeURIComponent(uri));
}

function compareChoices(a: Service, b: Service, uri: string): number {
  const isHere = (service: Service): number => (uriOf(service) === uri ? 0 : 1);
  if (isHere(a) !== isHere(b)) return isHere(a) - isHere(b);
  if (isHere(a) === 0) return 0; // document order
  return uriOf(a) < uriOf(b) ? -1 : uriOf(a) > uriOf(b) ? 1 : 0;
}

function chooseService(
  { uri, offset, service: key }: PreviewQuery,
  services: readonly Service[],
  ctx: RuleContext,
): Service | undefined {
  if (key !== undefined) {
    const chosen = services.find((service) => serviceKey(service, ctx) === key);
    if (chosen) return chosen;
  }
  const file = ctx.snapshot.file(uri);
  const here = file && offset !== undefined ? objectAt(file, offset) : undefined;
  if (here?.is === 'Service' && services.includes(here)) return here;
  if (here?.is === 'Pod' || here?.is === 'Workload') {
    const reaching = services.find((service) => selectionOf(service, ctx).selected.includes(here));
    if (reaching) return reaching;
  }
  return services.find((service) => uriOf(service) === uri);
}

/** Errors and warnings on each Service. */
function countProblems(services: readonly Service[], findingsOf: FindingsOf): ReadonlyMap<Service, number> {
  const counts = new Map<Service, number>(services.map((service) => [service, 0]));
  for (const uri of new Set(services.map(uriOf))) {
    for (const { at, severity } of findingsOf(uri)) {
      if (!('object' in at) || at.object.is !== 'Service') continue;
      if (severity !== 'error' && severity !== 'warning') continue;
      counts.set(at.object, (counts.get(at.object) ?? 0) + 1);
    }
  }
  return counts;
}

function toChoice(service: Service, uri: string, nProblems: number, ctx: RuleContext): ServiceChoice {
  const { namespace, name } = service.ref;
  return {
    key: serviceKey(service, ctx),
    label: namespace ? `${namespace}/${name ?? ''}` : (name ?? t('(no name)')),
    file: nameOf(uriOf(service)),
    isHere: uriOf(service) === uri,
    nProblems,
  };
}
