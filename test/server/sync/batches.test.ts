import { describe, expect, it } from 'vitest';
import {
  type Batch,
  BatchCollector,
  BatchWriting,
} from '../../../admin-app/server/jobs/sync-batches.ts';

const unreadable = { kind: 'unreadable', reason: 'A test', entityId: null } as const;
const collector = (lines: number) => {
  const collecting = new BatchCollector({ linesRead: 0, bytesRead: 0 }, () => unreadable);
  collecting.add({ lines: Array.from({ length: lines }, () => '{}'), endByte: lines * 3 });
  return collecting;
};

describe('a batch of lines', () => {
  it.each([
    { lines: 10, whileBusy: false, goes: false },
    { lines: 2_000, whileBusy: false, goes: true },
    { lines: 2_000, whileBusy: true, goes: false },
    { lines: 31_999, whileBusy: true, goes: false },
    { lines: 32_000, whileBusy: true, goes: true },
  ])('of $lines, while another is written: $whileBusy, goes: $goes', (one) => {
    expect(collector(one.lines).isFull(one)).toBe(one.goes);
  });

  it('begins where the one before ended, empty lines counted', () => {
    const first = collector(2);
    first.add({ lines: ['', '{}'], endByte: 10 });
    const second = first.next();
    second.add({ lines: ['{}'], endByte: 13 });
    expect(second.batch()).toEqual({
      lines: [{ number: 5, text: '{}', record: unreadable }],
      linesBefore: 4,
      linesAfter: 5,
      endByte: 13,
    });
  });
});

describe('writing batches', () => {
  it('takes them one after the other, and says whether it is busy', async () => {
    const log: string[] = [];
    const releases: (() => void)[] = [];
    const writing = new BatchWriting(async ({ linesAfter }: Batch) => {
      log.push(`begins ${linesAfter}`);
      await new Promise<void>((resolve) => releases.push(resolve));
      log.push(`ends ${linesAfter}`);
    });
    await writing.put(collector(1).batch());
    expect(writing.isBusy).toBe(true);
    const second = writing.put(collector(2).batch());
    expect(log).toEqual(['begins 1']);
    releases[0]?.();
    await second;
    releases[1]?.();
    await writing.end();
    expect(log).toEqual(['begins 1', 'ends 1', 'begins 2', 'ends 2']);
    expect(writing.isBusy).toBe(false);
  });

  it('writes nothing after one that failed, and says why', async () => {
    const written: number[] = [];
    const writing = new BatchWriting(async ({ linesAfter }: Batch) => {
      written.push(linesAfter);
      throw new Error('The disk is full');
    });
    await writing.put(collector(1).batch());
    await expect(writing.put(collector(2).batch())).rejects.toThrow('The disk is full');
    await expect(writing.end()).rejects.toThrow('The disk is full');
    expect(written).toEqual([1]);
  });
});
