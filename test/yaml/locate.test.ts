// Between fields and text.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatFieldPath, parseFieldPath, type FieldPath } from '../../shared/model/field-path.ts';
import { fieldAt, spanOfField, type FieldPart } from '../../server/yaml/locate.ts';
import { parseDocument } from '../../server/yaml/parse-document.ts';
import type { SourceNode } from '../../server/yaml/nodes.ts';

const TEXT = `metadata:
  labels: &labels
    app.kubernetes.io/name: "web" # a comment
spec:
  selector: { app: web, "tier": 'front' }
  other: *labels
  ports:
  - port: 80
    name: 😀b
    empty:
  - {port: 81}
`;

function tree(text: string): SourceNode {
  const { root } = parseDocument(text);
  assert.ok(root);
  return root;
}

describe('the span of a field', () => {
  const root = tree(TEXT);
  const cases: readonly [string, FieldPart, string][] = [
    ['metadata.labels[app.kubernetes.io/name]', 'value', '"web"'],
    ['metadata.labels[app.kubernetes.io/name]', 'key', 'app.kubernetes.io/name'],
    ['metadata.labels', 'value', 'labels'],
    ['spec.selector.app', 'value', 'web'],
    ['spec.selector.tier', 'value', "'front'"],
    ['spec.ports[0].port', 'value', '80'],
    ['spec.ports[0].name', 'value', '😀b'],
    ['spec.ports[0].empty', 'value', 'empty'],
    ['spec.ports[0]', 'value', 'port'],
    ['spec.ports[1].port', 'value', '81'],
    ['spec.other[app.kubernetes.io/name]', 'value', '"web"'],
    ['spec.missing.deeper', 'value', 'spec'],
  ];
  for (const [field, part, expected] of cases) {
    test(`the ${part} of ${field} is ${expected}`, () => {
      const path = parseFieldPath(field);
      assert.ok(path);
      const { start, end } = spanOfField(root, path, part);
      assert.equal(TEXT.slice(start, end), expected);
    });
  }

  test('each scalar is found again at its own place', () => {
    const visit = (node: SourceNode, path: FieldPath): void => {
      if (node.type === 'list') node.items.forEach((item, index) => visit(item, [...path, index]));
      if (node.type === 'map') for (const entry of node.entries) visit(entry.value, [...path, entry.key]);
      if (node.type === 'scalar' && node.span.end > node.span.start && path[1] !== 'other') {
        assert.equal(formatFieldPath(fieldAt(root, node.span.start)?.path ?? []), formatFieldPath(path));
      }
    };
    visit(root, []);
  });
});
