import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { fadedIn } from './visit.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** What axe has against the page, or a part of it, by all its rules for WCAG 2.2 A and AA and its best practices. */
export async function violations(page: Page, part = 'html'): Promise<readonly string[]> {
  // Axe measures contrast as it is while something fades.
  await fadedIn(page);
  await page.evaluate(axeSource);
  return page.evaluate(async (selector) => {
    const { axe } = window as never as typeof import('axe-core') & {
      axe: typeof import('axe-core');
    }; // set by its source
    const { violations } = await axe.run(selector, { resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
  }, part);
}
