// The picture as SVG, read by a browser as XML and drawn by it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chromium, type Browser, type Page } from 'playwright-core';
import { layoutGraph } from '../../../shared/render/graph-layout.ts';
import { graphSvg } from '../../../shared/render/graph-svg.ts';
import { GRAPH_THEMES } from '../../../shared/render/graph-theme.ts';
import { ENGLISH } from '../../../shared/render/graph-words.ts';
import type { ReachGraph } from '../../../shared/render/reach-graph.ts';
import { shortenMiddle, textWidth, wrapText } from '../../../shared/render/text-width.ts';
import { ensureChromium } from '../../vscode/host/chromium.ts';
import { HOSTILE, hostileGraph } from './hostile.ts';
import { deployment, picture, PORTS, serviceText, SHOP } from './pictures.ts';

const MANY =
  serviceText('web', 'selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]') +
  deployment('web', 120, 'app: web', PORTS, 'sim/notReady: "7"');

/** What a browser makes of an SVG. */
interface Read {
  readonly error: string;
  readonly elements: readonly string[];
  readonly texts: readonly string[];
  /** Texts that stand out of the picture, or out of the box they are drawn on. */
  readonly outside: readonly string[];
}

describe('the SVG', () => {
  let browser: Browser;
  let page: Page;
  before(async () => {
    const { executable, env } = await ensureChromium();
    browser = await chromium.launch({ executablePath: executable, env: { ...process.env, ...env } });
    page = await browser.newPage();
    // The loader of the tests marks functions with a helper that the page does not have.
    await page.evaluate('globalThis.__name = (value) => value;');
  });
  after(() => browser.close());

  const read = (graph: ReachGraph): Promise<Read> =>
    page.evaluate(readSvg, graphSvg(graph, GRAPH_THEMES.light));

  for (const name of HOSTILE) {
    test(`is XML and keeps the name as text: ${JSON.stringify(name).slice(0, 30)}`, async () => {
      const { elements, error, texts } = await read(hostileGraph(name));
      assert.equal(error, '');
      assert.deepEqual([...elements].sort(), ['desc', 'g', 'path', 'rect', 'svg', 'text', 'title']);
      const expected = name.replaceAll(/\s/g, ' ').replaceAll(/\p{Cc}|\p{Cs}|\uFFFE/gu, '\uFFFD');
      assert.ok(
        texts.some((text) => text.replaceAll(/\s/g, ' ') === expected),
        texts.join('\n'),
      );
    });
  }

  for (const [what, text] of Object.entries({ 'a shop': SHOP, 'many pods': MANY })) {
    test(`keeps every text on its box and in the picture: ${what}`, async () => {
      const { error, outside } = await read(picture(text));
      assert.equal(error, '');
      assert.deepEqual(outside, []);
    });
  }

  test('keeps long names on their boxes', async () => {
    const long = 'm'.repeat(63);
    const text =
      serviceText(long, 'selector: {app: web}, ports: [{port: 80}]') + deployment('web', 2, 'app: web');
    assert.deepEqual((await read(picture(text))).outside, []);
  });

  test('refers to nothing outside of itself', () => {
    const svg = graphSvg(picture(SHOP), GRAPH_THEMES.dark);
    assert.doesNotMatch(
      svg.replace('http://www.w3.org/2000/svg', ''),
      /https?:\/\/|url\(|href|<style|<script|var\(/,
    );
  });

  test('says in its description what each port reaches', () => {
    const svg = graphSvg(picture(MANY), GRAPH_THEMES.light);
    assert.match(svg, /<desc[^>]*>Service default\/web, http 80\/TCP → http: reaches 113 of 120\.<\/desc>/);
  });
});

/** Runs in the page. */
function readSvg(svg: string): Read {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const error = parsed.querySelector('parsererror')?.textContent ?? '';
  if (error !== '') return { error, elements: [], texts: [], outside: [] };
  document.body.replaceChildren(document.importNode(parsed.documentElement, true));
  const root = document.querySelector('svg');
  const all = [...(root?.querySelectorAll('*') ?? [])];
  const right = root?.getBoundingClientRect().right ?? 0;
  const outside = [...(root?.querySelectorAll('text') ?? [])].filter((text) => {
    const box = text.parentElement?.querySelector('rect');
    const limit =
      text.parentElement === (root as Element | null) || !box ? right : box.getBoundingClientRect().right;
    return text.getBoundingClientRect().right > limit;
  });
  return {
    error,
    elements: [...new Set(['svg', ...all.map(({ localName }) => localName)])],
    texts: [...(root?.querySelectorAll('text, title') ?? [])].map((element) => element.textContent ?? ''),
    outside: outside.map((text) => text.textContent ?? ''),
  };
}

describe('the layout', () => {
  test('lets no box overlap another of its column', () => {
    for (const text of [SHOP, MANY]) {
      const { boxes } = layoutGraph(picture(text), ENGLISH);
      for (const box of boxes) {
        for (const other of boxes) {
          if (box === other || box.x !== other.x) continue;
          assert.ok(
            box.y + box.height <= other.y || other.y + other.height <= box.y,
            `${box.key} and ${other.key}`,
          );
        }
      }
    }
  });

  test('ties every edge to a place', () => {
    const graph = picture(SHOP);
    const { anchors } = layoutGraph(graph, ENGLISH);
    for (const { from, to } of graph.edges)
      assert.ok(anchors.has(from) && anchors.has(to), `${from} > ${to}`);
  });
});

describe('text of a known width', () => {
  test('is shortened in the middle, never inside of a character', () => {
    assert.equal(shortenMiddle('web', 100, 12), 'web');
    assert.match(shortenMiddle('a-very-long-name-that-ends-in-blue', 100, 12), /^a-very.*….*blue$/);
    assert.doesNotMatch(shortenMiddle('👩‍👩‍👧'.repeat(20), 100, 12), /[\u200D]$|\u200D…|…\u200D/);
  });

  test('is broken at spaces, and says when there is more', () => {
    const lines = wrapText('one two three four five six seven', 60, 12, 2);
    assert.equal(lines.length, 2);
    assert.ok(lines.every((line) => textWidth(line, 12) <= 60));
    assert.match(lines[1] ?? '', / …$/);
  });
});

describe('themes', () => {
  for (const [name, theme] of Object.entries(GRAPH_THEMES)) {
    test(`${name} has text that can be read on its background and on its cards`, () => {
      const least = name.startsWith('high') ? 7 : 4.5;
      for (const ink of [theme.foreground, theme.muted, theme.live, theme.waiting, theme.blocked]) {
        for (const paper of [theme.background, theme.card]) {
          assert.ok(contrast(ink, paper) >= least, `${ink} on ${paper}: ${contrast(ink, paper)}`);
        }
      }
      assert.ok(contrast(theme.border, theme.background) >= 3);
    });
  }
});

/** Contrast of two colours written as `#rrggbb`, as WCAG 2.2 defines it. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
