import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CsvRecord,
  createCsvReader,
  MOST_RECORD_BYTES,
} from '../../../admin-app/server/order-file/csv-records.ts';

function read(bytes: Buffer | string, pieceBytes = Number.POSITIVE_INFINITY): CsvRecord[] {
  const records: CsvRecord[] = [];
  const reader = createCsvReader((record) => records.push(record));
  const all = Buffer.from(bytes);
  for (let start = 0; start < all.length; start += pieceBytes)
    reader.push(all.subarray(start, start + pieceBytes));
  reader.end();
  return records;
}

const outline = (records: readonly CsvRecord[]) =>
  records.map(({ line, fields, fault }) => [line, ...(fault ? [fault] : fields)]);

describe('records of a CSV file', () => {
  it.each([
    [
      'plain lines',
      'a,b\n1,2\n3,4\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    [
      'Windows line ends',
      'a,b\r\n1,2\r\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'no line end at the end',
      'a,b\n1,2',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'empty lines',
      'a,b\n\n \n1,2\n',
      [
        [1, 'a', 'b'],
        [4, '1', '2'],
      ],
    ],
    [
      'a first line that tells Excel the separator',
      '\uFEFFsep=;\r\na;b\r\n1,5;2\r\n',
      [
        [2, 'a', 'b'],
        [3, '1,5', '2'],
      ],
    ],
    [
      'semicolons',
      'a;b\n1,5;2\n',
      [
        [1, 'a', 'b'],
        [2, '1,5', '2'],
      ],
    ],
    [
      'tabs',
      'a\tb\n1\t2\n',
      [
        [1, 'a', 'b'],
        [2, '1', '2'],
      ],
    ],
    [
      'quoted separators and quotes',
      'a,b\n"1,""x""",2\n',
      [
        [1, 'a', 'b'],
        [2, '1,"x"', '2'],
      ],
    ],
    [
      'quoted line ends',
      'a,b\n"1\n\r\nx",2\n3,4\n',
      [
        [1, 'a', 'b'],
        [2, '1\n\r\nx', '2'],
        [5, '3', '4'],
      ],
    ],
    [
      'a quote within a bare field',
      'a,b\n12" vinyl,2\n',
      [
        [1, 'a', 'b'],
        [2, '12" vinyl', '2'],
      ],
    ],
    [
      'an empty quoted field',
      'a,b\n"",2\r\n',
      [
        [1, 'a', 'b'],
        [2, '', '2'],
      ],
    ],
    [
      'a quote that is never closed',
      'a,b\n"1,2\n3,4\n',
      [
        [1, 'a', 'b'],
        [2, 'quotes'],
        [3, '3', '4'],
      ],
    ],
    [
      'something after a quote',
      'a,b\n"1"x,2\n3,4\n',
      [
        [1, 'a', 'b'],
        [2, 'quotes'],
        [3, '3', '4'],
      ],
    ],
  ])('are read with %s, however the bytes come', (_, text, expected) => {
    for (const pieceBytes of [1, 2, 3, 7, Number.POSITIVE_INFINITY])
      expect(outline(read(text, pieceBytes)), `pieces of ${pieceBytes}`).toEqual(expected);
  });

  it('come back as they were written, whatever is in them', () => {
    const field = fc.string({ unit: 'grapheme', maxLength: 8 });
    const row = fc.array(field, { minLength: 2, maxLength: 4 });
    const write = (value: string) => `"${value.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 9 }),
        (rows, size) => {
          // The first line tells the separator.
          const text = ['h,h,h', ...rows.map((fields) => fields.map(write).join(','))].join('\r\n');
          expect(
            read(text, size)
              .slice(1)
              .map(({ fields }) => fields),
          ).toEqual(rows);
        },
      ),
    );
  });

  it('say which of them is not UTF-8', () => {
    const latin1 = Buffer.from('a,b\nM\u00fcller,2\nMeier,3\n', 'latin1');
    expect(read(latin1).map(({ isUtf8 }) => isUtf8)).toEqual([true, false, true]);
  });

  it('go on after a line longer than any record', () => {
    const long = 'x'.repeat(MOST_RECORD_BYTES + 10);
    const expected = [
      [1, 'a', 'b'],
      [2, 'length'],
      [3, '3', '4'],
    ];
    for (const pieceBytes of [100_000, Number.POSITIVE_INFINITY])
      expect(outline(read(`a,b\n${long}\n3,4\n`, pieceBytes))).toEqual(expected);
  });
});
