// Small nasty YAML, grown from a grammar of odd pieces: finds what edits of tidy files do not.
import fc from 'fast-check';

const PIECES = [
  'a¦b¦cc¦y¦1¦0x1¦~¦null¦-1¦-a¦--x¦.5¦...¦---¦<<¦=¦a b¦a  b¦é¦😀¦a:b¦a#b¦a #b¦:a¦?a¦?¦:¦-¦#¦# c¦"¦\'',
  '"x"¦\'x\'¦"x y"¦\'it\'\'s\'¦"\\n"¦"\\u0041"¦"\\x4"¦"\\q"¦"a\n b"¦\'a\n b\'¦"a\\\n  b"',
  '"a \n\n  b"¦"\ta"¦[]¦{}¦[a]¦{a: 1}¦{"a":1}¦{a:1}¦{"a" : [1, "b"]}¦[a, ]¦[,]¦{a}¦{a: }',
  '[a\n  , b]¦{a: 1,\n b: 2}¦[a]: b¦[¦}¦|¦>¦|-¦>+¦|2¦|1-¦| # c¦|\n  x¦>\n x\n\n  y\n¦&a¦*a¦!t¦!!str¦%',
  '@¦`¦,¦__proto__¦{{ a }}¦{{a¦{{- a¦{ {a} }¦{%a%}¦:a b¦::a¦:1¦[a, # c\n  b]¦{ # c\n  a: 1,\n# c\n  b: 2}',
].flatMap((line) => line.split('¦'));
const BREAKS = [
  '\n',
  '\n',
  '\n',
  '\n',
  '\n\n',
  '\r\n',
  '\n \n',
  ' \n',
  '\n\t\n',
  ' # c\n',
  '\n# c\n',
  '\n  # c\n',
  '\r',
  '\t\n',
  '',
];
const HEADS = ['', '', '', '- ', '- ', '-  ', '- - ', '-\n', '-\t', '? ', '- - - '];
const COLONS = [': ', ': ', ': ', ':', ':\n', ':  ', ' : ', ':\t', ': # c\n', ': \n', '', '', ' '];

const piece = fc.constantFrom(...PIECES);
const line = fc
  .tuple(
    fc.nat(5),
    fc.constantFrom(...HEADS),
    piece,
    fc.constantFrom(...COLONS),
    fc.option(piece, { nil: '' }),
    fc.constantFrom(...BREAKS),
  )
  .map(
    ([indent, head, key, colon, value, lineBreak]) =>
      ' '.repeat(indent) + head + key + colon + value + lineBreak,
  );

/** A few lines of any indentation, each made of a dash, a key, a colon and a value of odd kinds. */
const nastyLines: fc.Arbitrary<string> = fc
  .array(line, { minLength: 1, maxLength: 6 })
  .map((lines) => lines.join(''));

const MEANINGFUL = ' \n  \n:-#"\'[]{},|>a b1&*!?%\r\t\\'.split('');

/** Characters that mean something to YAML, in any order. */
const nastyCharacters: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...MEANINGFUL), { minLength: 1, maxLength: 24 })
  .map((characters) => characters.join(''));

/** Block scalars with blank, indented and short lines in every order. */
const nastyBlocks: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('a: ', '- ', '- a: ', 'a:\n  b: ', '- - ', 'a:\n- '),
    fc.constantFrom('|', '>', '|-', '>-', '|+', '>+', '|1', '>2', '|2-', '>1+', '|3'),
    fc.constantFrom('\n', '\n', ' \n', ' # c\n', '\r\n', '\n\n'),
    fc.array(
      fc
        .tuple(
          fc.nat(6),
          fc.constantFrom('', '', 'x', 'x y ', '- x', '# x', 'x: y', '\tx', 'x\t', '"', 'é'),
          fc.constantFrom('\n', '\n', '\n', '\r\n', ''),
        )
        .map(([indent, text, lineBreak]) => ' '.repeat(indent) + text + lineBreak),
      { maxLength: 7 },
    ),
    fc.constantFrom('', 'b: 1\n', '# c\n', '- x\n', '  c: d\n'),
  )
  .map(([head, header, lineBreak, lines, tail]) => head + header + lineBreak + lines.join('') + tail);

/** Plain and quoted text over several lines. */
const nastyText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('a: ', '- ', '- a: ', 'a:\n  ', 'a:\n  b: ', '', 'a: [', 'a: {b: ', '- - '),
    fc.constantFrom('', '"', "'"),
    fc.array(
      fc
        .tuple(
          fc.nat(4),
          fc.constantFrom(
            '',
            'x',
            'x y',
            '- x',
            '# x',
            'x #y',
            'x: y',
            'x:y',
            "''",
            '\\"',
            '\\',
            '\\n',
            '\t',
            'x\t',
            'x ',
            '1',
            '&a',
            '[',
            ',',
          ),
          fc.constantFrom('\n', '\n', '\n', '\r\n', '\n\n', ' \n', '\\\n'),
        )
        .map(([indent, text, lineBreak]) => text + lineBreak + ' '.repeat(indent)),
      { maxLength: 5 },
    ),
    fc.constantFrom('x', '', '"', "'", 'z"', "z'", 'x]', '"}', '"]'),
    fc.constantFrom('', '\nb: 1\n', '\n# c\n', '\n- x\n', '\n  c: d\n', ' # c\nb: 1'),
  )
  .map(([head, quote, lines, end, tail]) => head + quote + lines.join('') + end + tail);

/** Brackets with blanks, line breaks and comments anywhere in them. */
const nastyBrackets: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('a: ', '- ', 'a:\n  b: ', '', 'a:\n  - ', '- - ', 'a: b\n', 'a: b\n  '),
    fc.constantFrom('[', '{', '{{', '[ ', '{ '),
    fc.array(
      fc.constantFrom(
        ...'[¦]¦{¦}¦}}¦, ¦,¦, ¦a¦b c¦d: 1¦e: ¦"x"¦"y": ¦\'z\'¦:a¦ ¦\t¦\n¦\n  ¦\n    ¦\r\n  ¦ # c\n¦ # c\n  ¦ # ]\n    ¦\n# c\n  ¦\n  # c\n  ¦#c\n'.split(
          '¦',
        ),
      ),
      { maxLength: 9 },
    ),
    fc.constantFrom(']', '}', '}}', '\n]', ' # c\n  }', '] # c', ''),
    fc.constantFrom('', '\n', '\nb: 1\n', '\n# c\n', '\n- x\n', ': d\n'),
  )
  .map(([head, open, parts, close, tail]) => head + open + parts.join('') + close + tail);

/** Anchors and aliases around values of all kinds. */
const nastyAnchors: fc.Arbitrary<string> = fc
  .array(
    fc
      .tuple(
        fc.constantFrom('', '', '', '  ', '    '),
        fc.constantFrom('a: ', 'b: ', 'c: ', 'd: ', 'e: ', '- ', '- a: ', ''),
        fc.constantFrom(
          '&x ',
          '&y ',
          '&x',
          '&x\n',
          '&x # c\n',
          '',
          '',
          '&x-1_Y ',
          '&x: ',
          '&x,',
          '<<',
          '<< a >> ',
          '<<',
          '<< a >> ',
        ),
        fc.constantFrom(
          '*x',
          '*y',
          '*x ',
          '*x # c',
          '*x:',
          'x',
          '',
          '',
          '"x"',
          '|\n     x',
          '[*x]',
          '{a: *x}',
          '[]',
          'x\n     y',
          '- *x',
          '*x-1_Y',
          'z: 1',
          '"z": 1',
          '- z',
          '<<: 1',
          '<<: *x',
        ),
        fc.constantFrom('\n', '\n', '\n\n', '\n # c\n', '\r\n'),
      )
      .map((parts) => parts.join('')),
    { minLength: 2, maxLength: 7 },
  )
  .map((lines) => lines.join(''));

/** All kinds of nasty text, by what they are about. */
export const NASTY: Readonly<Record<string, fc.Arbitrary<string>>> = {
  lines: nastyLines,
  characters: nastyCharacters,
  'block scalars': nastyBlocks,
  'text over lines': nastyText,
  brackets: nastyBrackets,
  anchors: nastyAnchors,
};
