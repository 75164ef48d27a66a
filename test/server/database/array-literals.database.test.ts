import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  numberArray,
  textArray,
  timestampArray,
} from '../../../admin-app/server/database/array-literals.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase();
});
afterAll(() => db.drop());

async function roundTrip(type: string, literal: string): Promise<unknown> {
  const { rows } = await db.ownerPool.query(`select $1::${type}[] as value`, [literal]);
  return rows[0]?.value;
}

it('texts arrive as they were, whatever is in them', async () => {
  const texts = [
    ...['plain', '', 'null', 'NULL', '{a,b}', 'a "quoted" word', 'back\\slash', '\\"', "it's"],
    ...[' spaces ', 'two\nlines', 'zażółć “gęślą” 🦆', '{"key": "va\\"lue"}'],
    ...[null, 'plain', null],
  ];
  expect(await roundTrip('text', textArray(texts))).toEqual(texts);
});

it('numbers and instants arrive as they were', async () => {
  const numbers = [0, -1, Number.MAX_SAFE_INTEGER];
  const instants = [Date.UTC(2024, 1, 29), null, Date.UTC(2026, 5, 15, 10, 0, 0, 7), Infinity];
  expect(await roundTrip('bigint', numberArray(numbers))).toEqual(numbers);
  expect(await roundTrip('timestamptz', timestampArray(instants))).toEqual(instants);
});

it('nothing is an empty array', async () => {
  for (const literal of [textArray([]), numberArray([]), timestampArray([])]) {
    expect(await roundTrip('text', literal)).toEqual([]);
  }
});
