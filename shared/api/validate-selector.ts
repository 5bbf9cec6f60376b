// Label selectors with matchLabels and matchExpressions: their form, and whether they match a template.
import { matches, type LabelSet } from '../model/labels.ts';
import { readLabelSelector } from '../model/read-fields.ts';
import type { ValueMap } from '../model/value.ts';
import { child, forbidden, invalid, invalidEach, item, required, type Cause, type Place } from './cause.ts';
import type { Context } from './context.ts';
import { goJson, quote, stringList, stringMap, type Composite } from './go-text.ts';
import { labelValue, qualifiedName } from './names.ts';
import { structs, text, textMap, texts } from './read.ts';
import { validateLabels } from './validate-meta.ts';

const OPERATORS: readonly string[] = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** What is wrong with a selector. Source: apimachinery pkg/apis/meta/v1/validation ValidateLabelSelector, v1.36. */
export function validateLabelSelector(ctx: Context, selector: ValueMap, at: Place): readonly Cause[] {
  const expressions = child(at, 'matchExpressions');
  return [
    ...validateLabels(ctx, textMap(selector, 'matchLabels'), child(at, 'matchLabels')),
    ...structs(selector, 'matchExpressions').flatMap((expression, index) =>
      validateRequirement(ctx, expression, item(expressions, index)),
    ),
  ];
}

function validateRequirement(ctx: Context, expression: ValueMap, at: Place): readonly Cause[] {
  const [key, operator, values] = [
    text(expression, 'key'),
    text(expression, 'operator'),
    texts(expression, 'values'),
  ];
  const causes: Cause[] = [];
  const valuesAt = child(at, 'values');
  if (!OPERATORS.includes(operator)) {
    causes.push(invalid(child(at, 'operator'), operator, 'not a valid selector operator'));
  } else if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0)
      causes.push(required(valuesAt, "must be specified when `operator` is 'In' or 'NotIn'"));
  } else if (values.length > 0) {
    causes.push(forbidden(valuesAt, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"));
  }
  causes.push(...invalidEach(child(at, 'key'), key, qualifiedName(key, ctx.minor)));
  values.forEach((value, index) => {
    causes.push(...invalidEach(item(valuesAt, index), value, labelValue(value, ctx.minor)));
  });
  return causes;
}

/** Whether a selector has no condition at all. */
export function isEmptySelector(selector: ValueMap): boolean {
  return (
    Object.keys(textMap(selector, 'matchLabels') ?? {}).length +
      structs(selector, 'matchExpressions').length ===
    0
  );
}

/** Whether labels satisfy a well-formed selector. A selector that is missing matches nothing. */
export function selectorMatches(selector: ValueMap | undefined, labels: LabelSet | undefined): boolean {
  const requirements = selector && readLabelSelector(selector);
  return requirements !== undefined && matches(requirements, labels ?? {}) !== 'no';
}

/** A selector as the server prints it. */
export function printSelector(selector: ValueMap): Composite {
  const labels = textMap(selector, 'matchLabels');
  const expressions = structs(selector, 'matchExpressions').map((expression) => ({
    key: text(expression, 'key'),
    operator: text(expression, 'operator'),
    values: texts(expression, 'values'),
  }));
  const hasLabels = labels !== undefined && Object.keys(labels).length > 0;
  const parts = [
    ...(hasLabels ? [`"matchLabels":${stringMap(labels).json}`] : []),
    ...(expressions.length > 0
      ? [
          `"matchExpressions":${goJson(expressions.map(({ values, ...rest }) => (values.length > 0 ? { ...rest, values } : rest)))}`,
        ]
      : []),
  ];
  const printed = expressions.map(
    ({ key, operator, values }) =>
      `v1.LabelSelectorRequirement{Key:${quote(key)}, Operator:${quote(operator)}, Values:${values.length > 0 ? stringList(values).go : '[]string(nil)'}}`,
  );
  const list = '[]v1.LabelSelectorRequirement';
  const goExpressions = printed.length > 0 ? `${list}{${printed.join(', ')}}` : `${list}(nil)`;
  return {
    json: `{${parts.join(',')}}`,
    go: `v1.LabelSelector{MatchLabels:${stringMap(labels).go}, MatchExpressions:${goExpressions}}`,
  };
}
