// Every sentence has its translation, which holds the same values and fits them whatever they are.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import {
  bundleText,
  languages,
  readTranslations,
  sentences,
  sentencesIn,
  translationsText,
} from '../scripts/generate-l10n.ts';

const HOW = 'run "node --import tsx scripts/generate-l10n.ts"';

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}

function keysOf(path: string): readonly string[] {
  return Object.keys(JSON.parse(read(path)) as Record<string, string>).sort();
}

function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\d+\}/g))].sort();
}

/** A particle that is right after some values only; those that are written for both kinds have brackets. */
const PARTICLE = /\{\d+\}["'`]?(?:을|를|은|는|와|과|가|이|로|으로|이라는|라는)(?=[ .,?:]|$)/;

describe('the sentences', () => {
  test('are collected', () => {
    assert.equal(read('l10n/bundle.l10n.json'), bundleText(), `l10n/bundle.l10n.json is stale: ${HOW}`);
    assert.ok(sentences().length > 500);
  });

  test('are found in calls of t, and must be literals', () => {
    assert.deepEqual(
      sentencesIn('a.ts', "t('a'); l10n.t(`b`, 1); vscode.l10n.t('c'); format('d'); x.t('e')"),
      ['a', 'b', 'c'],
    );
    assert.throws(() => sentencesIn('a.ts', 't(text)'), /must be a literal: t\(text\)/);
  });
});

describe('the translations', () => {
  test('are there in Korean', () => {
    assert.deepEqual(languages(), ['ko']);
  });

  for (const language of languages()) {
    const known = readTranslations(language);

    test(`are complete: ${language}`, () => {
      const missing = sentences().filter((sentence) => !known[sentence]);
      assert.deepEqual(missing, [], `not in l10n/bundle.l10n.${language}.json`);
    });

    test(`are in the order of the sentences, without any that is said no more: ${language}`, () => {
      assert.equal(read(`l10n/bundle.l10n.${language}.json`), translationsText(language), HOW);
    });

    test(`hold the values of their sentences: ${language}`, () => {
      for (const [sentence, translation] of Object.entries(known)) {
        assert.deepEqual(placeholders(translation), placeholders(sentence), sentence);
      }
    });

    test(`cover what package.json says: ${language}`, () => {
      assert.deepEqual(keysOf(`package.nls.${language}.json`), keysOf('package.nls.json'));
    });
  }

  test('have particles that fit any value', () => {
    const wrong = Object.values(readTranslations('ko')).filter((translation) => PARTICLE.test(translation));
    assert.deepEqual(wrong, []);
  });

  test('keep marks that mean something to Markdown', () => {
    for (const [sentence, translation] of Object.entries(readTranslations('ko'))) {
      for (const mark of ['**', '`']) {
        assert.equal(translation.split(mark).length, sentence.split(mark).length, sentence);
      }
    }
  });
});
