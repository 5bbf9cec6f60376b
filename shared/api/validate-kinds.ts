// Which defaults and which validation belong to which kind.
import type { ValueMap } from '../model/value.ts';
import { child, ROOT, type Cause } from './cause.ts';
import type { Context } from './context.ts';
import { defaultService } from './default-service.ts';
import { dns1123Subdomain, pathSegment, type Check } from './names.ts';
import { struct } from './read.ts';
import { validateMeta } from './validate-meta.ts';
import { validateService } from './validate-service.ts';

/** What the server does with an object of one kind between decoding and storing. */
export interface KindRules {
  readonly default: (ctx: Context, object: ValueMap) => ValueMap;
  readonly validate: (ctx: Context, object: ValueMap) => readonly Cause[];
}

const same = (_ctx: Context, object: ValueMap): ValueMap => object;

/** Rules for kinds of which only the metadata is judged. */
function onlyMeta(check: Check, isNamespaced = true): KindRules {
  return {
    default: same,
    validate: (ctx, object) =>
      validateMeta(ctx, struct(object, 'metadata'), { check, isNamespaced }, child(ROOT, 'metadata')),
  };
}

const RULES: Readonly<Record<string, KindRules>> = {
  'v1/Service': { default: (_ctx, object) => defaultService(object), validate: validateService },
  'v1/ConfigMap': onlyMeta(dns1123Subdomain),
  'v1/Secret': onlyMeta(dns1123Subdomain),
  'v1/ServiceAccount': onlyMeta(dns1123Subdomain),
  'v1/PersistentVolumeClaim': onlyMeta(dns1123Subdomain),
  'rbac.authorization.k8s.io/v1/Role': onlyMeta(pathSegment),
  'rbac.authorization.k8s.io/v1/RoleBinding': onlyMeta(pathSegment),
};

/** The rules of a kind; `undefined` when objects of the kind are taken as they are. */
export function rulesOf(apiVersion: string, kind: string): KindRules | undefined {
  const key = `${apiVersion}/${kind}`;
  return Object.hasOwn(RULES, key) ? RULES[key] : undefined;
}
