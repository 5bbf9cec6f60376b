// The page of the panel: one element, one style sheet, one script, and a policy that allows nothing else.
// What stands in the element is shown when no script comes that puts the panel in its place.

/** Addresses as the webview sees them, and the policy's source for them. */
export interface PanelPage {
  readonly cspSource: string;
  /** Letters and digits, new for each page. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  /** BCP 47 tag of the display language. */
  readonly language: string;
  readonly title: string;
  /** What to do when the script does not come. */
  readonly late: string;
}

/** The content security policy: own files only, scripts by nonce, no inline style, nothing from the network. */
export function contentSecurityPolicy({ cspSource, nonce }: Pick<PanelPage, 'cspSource' | 'nonce'>): string {
  return [
    "default-src 'none'",
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
}

/** The whole document. Every value is escaped. */
export function panelHtml(page: PanelPage): string {
  return `<!DOCTYPE html>
<html lang="${escapeHtml(page.language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${escapeHtml(contentSecurityPolicy(page))}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${escapeHtml(page.styleUri)}" />
    <title>${escapeHtml(page.title)}</title>
  </head>
  <body>
    <kubereach-preview><p class="late">${escapeHtml(page.late)}</p></kubereach-preview>
    <script type="module" nonce="${escapeHtml(page.nonce)}" src="${escapeHtml(page.scriptUri)}"></script>
  </body>
</html>
`;
}

/** 32 hexadecimal digits that cannot be guessed. */
export function createNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
