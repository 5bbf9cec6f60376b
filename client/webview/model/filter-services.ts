// The list of Services, filtered and by namespace.
import type { ServiceChoice } from '../../../shared/messages/preview.ts';

/** The Services of one namespace; empty for those that write none. */
export interface NamespaceServices {
  readonly namespace: string;
  readonly services: readonly ServiceChoice[];
}

/** Those whose name or file holds every word of `text`; namespaces by name, Services in their order. */
export function filterServices(
  services: readonly ServiceChoice[],
  text: string,
  onlyProblems: boolean,
): readonly NamespaceServices[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, ServiceChoice[]>();
  for (const choice of services) {
    if (onlyProblems && choice.nProblems === 0) continue;
    const haystack = `${choice.label} ${choice.file}`.toLowerCase();
    if (!words.every((word) => haystack.includes(word))) continue;
    const slash = choice.label.indexOf('/');
    const namespace = slash < 0 ? '' : choice.label.slice(0, slash);
    const group = groups.get(namespace);
    if (group) group.push(choice);
    else groups.set(namespace, [choice]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([namespace, found]) => ({ namespace, services: found }));
}
