import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appendItem } from '../server/yaml/edit-list.ts';

const item = { name: 'http', containerPort: 80 };

const cases = [
  {
    name: 'a block list, with the gap of its dashes and after the comment of its last item',
    text: 'ports:\n  -   containerPort: 1 # first\nimage: x\n',
    after: 'ports:\n  -   containerPort: 1 # first\n  -   name: http\n      containerPort: 80\nimage: x\n',
  },
  {
    name: 'a block list that is not indented, of flow mappings',
    text: 'ports:\n- {containerPort: 1}',
    after: 'ports:\n- {containerPort: 1}\n- { name: http, containerPort: 80 }\n',
  },
  {
    name: 'a flow list',
    text: 'ports: [{ containerPort: 1 }] # all\n',
    after: 'ports: [{ containerPort: 1 }, { name: http, containerPort: 80 }] # all\n',
  },
  {
    name: 'a list in JSON',
    text: '{"ports":[{"containerPort":1}]}',
    after: '{"ports":[{"containerPort":1}, { "name": "http", "containerPort": 80 }]}',
  },
  {
    name: 'a list that is not there yet, in block style',
    text: 'image: x\r\n',
    after: 'image: x\r\nports:\r\n  - name: http\r\n    containerPort: 80\r\n',
  },
  {
    name: 'a list that is not there yet, in flow style',
    text: '{ image: x }\n',
    after: '{ image: x, ports: [{ name: http, containerPort: 80 }] }\n',
  },
  {
    name: 'a list whose last item ends with an alias',
    text: 'a: &n x\nports:\n- containerPort: 1\n  name: *n\nz: 1\n',
    after: 'a: &n x\nports:\n- containerPort: 1\n  name: *n\n- name: http\n  containerPort: 80\nz: 1\n',
  },
  {
    name: 'a list that is not there yet, behind an alias',
    text: 'a: &n x\nimage: *n\n',
    after: 'a: &n x\nimage: *n\nports:\n  - name: http\n    containerPort: 80\n',
  },
  { name: 'nothing behind an item that is an alias', text: 'ports: [&a { b: 1 }, *a]\n', after: undefined },
  { name: 'nothing to an empty list, whose style is not known', text: 'ports: []\n', after: undefined },
  { name: 'nothing to what is no list', text: 'ports: 80\n', after: undefined },
  { name: 'nothing to a list of scalars', text: 'ports:\n  - 80\n', after: undefined },
];

for (const { name, text, after } of cases) {
  test(`an item is added to ${name}`, () => assert.equal(appendItem(text, ['ports'], item), after));
}
