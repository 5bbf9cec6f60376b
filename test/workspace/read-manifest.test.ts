// What each document of a file is for, and what stands in it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { originOf } from '../../server/workspace/manifest.ts';
import { readManifestFile } from '../../server/workspace/read-manifest.ts';

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n';

describe('the role of a document', () => {
  const cases: readonly [title: string, text: string, role: string][] = [
    ['a manifest', SERVICE, 'manifest'],
    ['values of another program', 'replicas: 1\n', 'other'],
    ['a kustomization by its apiVersion', 'apiVersion: kustomize.config.k8s.io/v1beta1\n', 'kustomization'],
    ['braces that break the syntax', `${SERVICE}spec: {{ .Values.spec }}\n`, 'template'],
    ['braces on a line of their own', `{{- if .Values.web }}\n${SERVICE}{{- end }}\n`, 'template'],
    ['braces within text', `${SERVICE}spec:\n  type: "{{ .Values.type }}"\n`, 'manifest'],
    ['broken syntax without braces', `${SERVICE}spec: [\n`, 'manifest'],
    ['braces far from what is broken', `${SERVICE}spec: [\n# {{ .Values.type }}\n`, 'template'],
    ['tags of ytt', `${SERVICE}spec: #@ data.values.spec\n`, 'template'],
  ];
  for (const [title, text, role] of cases) {
    test(title, () => {
      const { documents } = readManifestFile('file:///web.yaml', text);
      assert.deepEqual(
        documents.map(({ document }) => document.role),
        [role],
      );
    });
  }
});

test('of a template that its braces break, what can be read is read when it is asked for', () => {
  const text = `${SERVICE}spec:\n  selector: {{ .Values.labels }}\n  ports:\n    - port: 80\n---\n${SERVICE}`;
  const [template, manifest] = readManifestFile('file:///web.yaml', text).documents;
  assert.ok(template && manifest);
  const [service] = template.document.objects;
  assert.equal(service?.is === 'Service' && service.ports[0]?.port, 80);
  assert.equal(originOf(service ?? assert.fail()).document, template.document);
  assert.equal(template.document.objects[0], service, 'read once');
  assert.ok(template.document.problems.some(({ kind }) => kind === 'syntax'));
  assert.equal(manifest.document.role, 'manifest');
});

test('a document that an edit leaves alone stays what it is, a template too', () => {
  const template = `${SERVICE}spec: {{ .Values.spec }}\n`;
  const before = readManifestFile('file:///web.yaml', `${template}---\na: 1\n`);
  const after = readManifestFile('file:///web.yaml', `${template}---\na: 2\n`, before);
  assert.equal(after.documents[0]?.document, before.documents[0]?.document);
});
