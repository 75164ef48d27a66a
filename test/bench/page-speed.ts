/** How fast a page shows and answers, as the browser itself tells it. */
import type { Frame, Page } from 'playwright-core';

/** The browser counts in steps of 8 ms and says nothing of answers faster than this. */
const SHORTEST_MS = 16;
/** After the last input, until its paint has been told. */
const TOLD_MS = 300;

interface Speed {
  /** Milliseconds from the start of the page to its largest contentful paint, up to now. */
  lcp: number;
  /** Milliseconds from each input to the next paint, by the browser's number of the interaction. */
  readonly answers: Map<number, number>;
}

/** Keeps what the browser tells of each page and frame that is opened from now on. */
export async function watchSpeed(page: Page): Promise<void> {
  // What runs this file marks the names of functions, also of those that go into the page.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript((durationThreshold) => {
    const speed: Speed = { lcp: 0, answers: new Map() };
    Object.assign(window, { speed });
    const observe = (type: string, note: (entry: PerformanceEntry) => void) => {
      const options = { type, buffered: true, durationThreshold };
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe(options);
    };
    observe('largest-contentful-paint', ({ startTime }) => {
      speed.lcp = startTime;
    });
    observe('event', (entry) => {
      const { interactionId = 0 } = entry as unknown as { interactionId?: number }; // of this type
      if (interactionId === 0) return;
      const longest = Math.max(speed.answers.get(interactionId) ?? 0, entry.duration);
      speed.answers.set(interactionId, longest);
    });
  }, SHORTEST_MS);
}

export async function largestPaintOf(frame: Frame): Promise<number> {
  return await frame.evaluate(() => (window as unknown as { speed: Speed }).speed.lcp); // see above
}

/**
 * Milliseconds from each input (a key, a click) to the next paint while `act` goes on, which resolves to their number.
 * Those that the browser says nothing of took less than `SHORTEST_MS` and count as that.
 */
export async function answersTo(
  frame: Frame,
  act: () => Promise<number>,
): Promise<readonly number[]> {
  await frame.evaluate(() => (window as unknown as { speed: Speed }).speed.answers.clear()); // ditto
  const inputs = await act();
  await frame.waitForTimeout(TOLD_MS);
  const told = await frame.evaluate(() => [
    ...(window as unknown as { speed: Speed }).speed.answers.values(), // ditto
  ]);
  const untold = Math.max(0, inputs - told.length);
  return [...told, ...new Array<number>(untold).fill(SHORTEST_MS)];
}

/** What a page says, line by line. */
export async function wordsOn(frame: Frame): Promise<string> {
  return await frame.evaluate(() => {
    const said = document.querySelectorAll('h1, h2, h3, p, li, dt, dd, td, th, button, label');
    return Array.from(said, ({ textContent }) => textContent).join('\n');
  });
}

export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
