import { expect, it } from 'vitest';
import { readLines } from '../../admin-app/ui/read-lines.ts';

function bodyOf(...parts: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(encoder.encode(part));
      controller.close();
    },
  });
}

it.each([
  { parts: ['{"a":1}\n{"a":', '2}\n', '{"a":3}\n'], heard: [{ a: 1 }, { a: 2 }], last: { a: 3 } },
  { parts: ['{"a":1}\n{"a":2}'], heard: [{ a: 1 }], last: { a: 2 } },
  { parts: ['"one"\n'], heard: [], last: 'one' },
  { parts: [], heard: [], last: undefined },
])('hears all lines but the last, however $parts come', async ({ parts, heard, last }) => {
  const told: unknown[] = [];

  expect(await readLines(bodyOf(...parts), (line) => told.push(line))).toEqual(last);
  expect(told).toEqual(heard);
});
