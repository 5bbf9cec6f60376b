// Exports: what is made of the panel when it is taken along, and under which name.
import type { PanelState } from '../../shared/messages/panel-state.ts';
import type { FromWebview } from '../../shared/messages/preview.ts';
import { pngOf } from './export-png.ts';
import type { Derived } from './model/derive.ts';
import type { ExportFormat } from './panel-events.ts';
import { themeName } from './theme/theme-name.ts';

/** The message that has the host save or copy an export. */
export async function takeAlong(
  format: ExportFormat,
  derived: Derived,
  kept: PanelState,
): Promise<FromWebview> {
  // A part of its own, which few panels need.
  const { exportJson, exportMarkdown, exportMermaid, exportSvg } = await import('./model/export-run.ts');
  const { overrides } = kept;
  const base = `${derived.read.service.ref.name ?? 'service'}-traffic`;
  const save = (ending: string, content: string, encoding: 'utf8' | 'base64' = 'utf8'): FromWebview => ({
    type: 'save',
    name: `${base}.${ending}`,
    content,
    encoding,
  });
  const svg = (): string => exportSvg(derived, overrides, themeName());
  switch (format) {
    case 'svg':
      return save('svg', svg());
    case 'png':
      return save('png', await pngOf(svg()), 'base64');
    case 'mermaid':
      return save('mmd', exportMermaid(derived, overrides));
    case 'copy-mermaid':
      return { type: 'copy', text: exportMermaid(derived, overrides) };
    case 'copy-markdown':
      return { type: 'copy', text: exportMarkdown(derived, overrides) };
    case 'markdown':
      return save('md', exportMarkdown(derived, overrides));
    case 'json':
      return save('json', exportJson(derived, kept));
  }
}
