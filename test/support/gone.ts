import type { Locator } from 'playwright-core';
import { expect } from 'vitest';

/** Waits until none of it is left. Unlike `waitFor`, it takes any number of them for what there is until then. */
export async function expectGone(what: Locator): Promise<void> {
  await expect.poll(() => what.count()).toBe(0);
}
