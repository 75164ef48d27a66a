import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

describe('values from the database', () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await createTestDatabase();
  });
  afterAll(() => db.drop());

  async function select(expression: string, timeZone = 'UTC'): Promise<unknown> {
    const client = await db.ownerPool.connect();
    try {
      await client.query(`set timezone = '${timeZone}'`);
      const { rows } = await client.query<{ value: unknown }>(`select ${expression} as value`);
      return rows[0]?.value;
    } finally {
      client.release(true);
    }
  }

  const cases: readonly [expression: string, value: unknown][] = [
    ['(select count(*) from (values (1), (2)) as t)', 2],
    ["'9007199254740991'::int8", 9007199254740991],
    ["'-9007199254740991'::int8", -9007199254740991],
    ["'{1,null,3}'::int8[]", [1, null, 3]],
    [
      "'{{1,2},{3,4}}'::int8[]",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["'12.300'::numeric", '12.300'],
    ["'{0.1,null}'::numeric[]", ['0.1', null]],
    ["'2024-02-29'::date", '2024-02-29'],
    ["'{2024-02-29,null}'::date[]", ['2024-02-29', null]],
    ["'2026-11-22 10:20:30'::timestamp", '2026-11-22 10:20:30'],
    ["'2026-11-22 10:20:30.123456Z'::timestamptz", Date.UTC(2026, 10, 22, 10, 20, 30, 123)],
    ["'2026-11-22 10:20:30.1Z'::timestamptz", Date.UTC(2026, 10, 22, 10, 20, 30, 100)],
    ["'1969-12-31 23:59:59.999Z'::timestamptz", -1],
    ["'{1970-01-01 00:00:01Z,null}'::timestamptz[]", [1000, null]],
    ["'infinity'::timestamptz", Number.POSITIVE_INFINITY],
    ["'-infinity'::timestamptz", Number.NEGATIVE_INFINITY],
    ['null::timestamptz', null],
    [`'{"a": [1]}'::jsonb`, { a: [1] }],
    ["'{a,b}'::text[]", ['a', 'b']],
    ['1.5::float8', 1.5],
  ];
  it.each(cases)('reads %s', async (expression, value) => {
    expect(await select(expression)).toEqual(value);
  });

  it.each(['Asia/Kathmandu', 'America/St_Johns', 'Africa/Monrovia', 'Pacific/Kiritimati'])(
    'reads the same instant in a session of %s',
    async (zone) => {
      for (const instant of [0, Date.UTC(1900, 0, 1), Date.UTC(2026, 6, 1, 12)])
        expect(await select(`'${timestampText(instant)}'::timestamptz`, zone)).toBe(instant);
    },
  );

  it.each(["'9007199254740992'::int8", "'{1,-9007199254740992}'::int8[]"])(
    'refuses %s rather than change it',
    async (expression) => {
      await expect(select(expression)).rejects.toThrow(/9007199254740992, which is beyond 2\^53/);
    },
  );

  it.each(["'0044-03-15 12:00 BC'::timestamptz", "'10000-01-01'::timestamptz"])(
    'refuses %s, which is not one of our times',
    async (expression) => {
      await expect(select(expression)).rejects.toThrow('years 1 to 9999');
    },
  );

  it('gives back any instant that was put in', async () => {
    const instants = fc.integer({ min: Date.UTC(1600, 0, 1), max: Date.UTC(9999, 11, 31) });
    await fc.assert(
      fc.asyncProperty(fc.array(instants, { minLength: 1, maxLength: 50 }), async (expected) => {
        const { rows } = await db.ownerPool.query<{ at: number }>(
          'select at from unnest($1::timestamptz[]) with ordinality as t (at, place) order by place',
          [expected.map(timestampText)],
        );
        expect(rows.map((row) => row.at)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });
});
