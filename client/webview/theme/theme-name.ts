// Which kind of theme the editor has, by the classes that VS Code puts on the page.
import type { GraphThemeName } from '../../../shared/render/graph-theme.ts';

/** The kind of the editor's theme. */
export function themeName({ classList }: Pick<Element, 'classList'> = document.body): GraphThemeName {
  if (classList.contains('vscode-high-contrast-light')) return 'high-contrast-light';
  if (classList.contains('vscode-high-contrast')) return 'high-contrast';
  return classList.contains('vscode-light') ? 'light' : 'dark';
}
