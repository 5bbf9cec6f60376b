import { html, type TemplateResult } from 'lit';

/** A long name such as `web.default.svc.cluster.local` that may be broken after its dots; as text it stays the same. */
export function breakable(name: string): TemplateResult {
  const [first = '', ...others] = name.split(/(?<=\.)/);
  return html`${first}${others.map((part) => html`<wbr />${part}`)}`;
}
