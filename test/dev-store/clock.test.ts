import { afterEach, describe, expect, it } from 'vitest';
import { HOUR_MS } from '../../admin-app/core/time.ts';
import { createMovableClock } from './clock.ts';
import { createSchedule } from './schedule.ts';
import { startTestShop } from './test-shop.ts';

const stops: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

describe('the movable clock', () => {
  it('runs ahead of real time by what it was advanced', () => {
    const clock = createMovableClock();
    const before = clock.now();
    clock.advance(48 * HOUR_MS);
    expect(clock.offsetMs).toBe(48 * HOUR_MS);
    expect(clock.now() - before).toBeGreaterThanOrEqual(48 * HOUR_MS);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses to advance by %d', (ms) => {
    expect(() => createMovableClock().advance(ms)).toThrow(RangeError);
  });

  it('tells listeners of a jump until they stop listening', () => {
    const clock = createMovableClock();
    const heard: number[] = [];
    const stop = clock.onChange((offsetMs) => heard.push(offsetMs));
    clock.advance(5);
    stop();
    clock.advance(7);
    expect(heard).toEqual([5]);
  });
});

describe('the schedule', () => {
  it('runs in order of time what a jump passes over, and nothing else', () => {
    const clock = createMovableClock();
    const schedule = createSchedule(clock);
    stops.push(() => schedule.stop());
    const ran: string[] = [];
    const now = clock.now();
    schedule.at(now + 2 * HOUR_MS, () => ran.push('second'));
    schedule.at(now + HOUR_MS, () => ran.push('first'));
    schedule.at(now + 9 * HOUR_MS, () => ran.push('later'));
    const cancel = schedule.at(now + HOUR_MS, () => ran.push('called off'));
    cancel();
    clock.advance(3 * HOUR_MS);
    expect(ran).toEqual(['first', 'second']);
  });

  it('runs by itself what comes due by waiting', async () => {
    const clock = createMovableClock();
    const schedule = createSchedule(clock);
    stops.push(() => schedule.stop());
    await new Promise<void>((resolve) => schedule.at(clock.now() + 5, resolve));
  });
});

describe('the clock over HTTP', () => {
  it('streams the offset at once and at every jump, and jumps on demand', async () => {
    const devStore = await startTestShop();
    stops.push(() => devStore.stop());
    const response = await fetch(`${devStore.origin}/clock`);
    const reader = response.body?.getReader();
    const nextLine = async () => new TextDecoder().decode((await reader?.read())?.value);
    expect(await nextLine()).toBe('{"offsetMs":0}\n');
    const jumped = await fetch(`${devStore.origin}/clock/advance`, {
      method: 'POST',
      body: JSON.stringify({ hours: 48 }),
    });
    expect(await jumped.json()).toEqual({ offsetMs: 48 * HOUR_MS });
    expect(await nextLine()).toBe(`{"offsetMs":${48 * HOUR_MS}}\n`);
    expect(devStore.clock.offsetMs).toBe(48 * HOUR_MS);
    await reader?.cancel();
  });

  it.each(['{"hours":-1}', '{"hours":"2"}', 'no JSON', '{}'])('refuses %s', async (body) => {
    const devStore = await startTestShop();
    stops.push(() => devStore.stop());
    const response = await fetch(`${devStore.origin}/clock/advance`, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(devStore.clock.offsetMs).toBe(0);
  });
});
