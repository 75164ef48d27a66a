/**
 * How fast the admin shows and answers in the demo store: the largest contentful paint of its pages, each opened by a
 * browser that has seen nothing of the app, and the time from an input to the next paint where a page has most to do.
 * Beside each, in turns, a bare page with the same words.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import type { Browser, Frame, Page } from 'playwright-core';
import { build } from 'vite';
import type { ScenarioView, TemplatesView } from '../../admin-app/contract/scenarios.ts';
import { connectDatabase } from '../../admin-app/server/database/pool.ts';
import { type Listening, listen } from '../dev-store/listen.ts';
import { FROM_SOURCE } from '../dev-store/run-app.ts';
import { openBrowser } from '../support/browser.ts';
import { activateWinBack, type RunningRondo, startRondo } from '../support/running-rondo.ts';
import { storeRead } from '../support/store-owner.ts';
import type { Measurement } from './measurement.ts';
import { answersTo, largestPaintOf, medianOf, watchSpeed, wordsOn } from './page-speed.ts';

const LCP_BUDGET_MS = 1000;
const INP_BUDGET_MS = 100;
/** Times that each page is opened, and each thing done. */
const ROUNDS = 5;
/** Between two inputs of a fast person. */
const PAUSE_MS = 80;
const SETTLED_MS = 500;
/** Until the store has been read and everybody predicted, on a machine that is busy otherwise. */
const LONGEST_READ_MS = 15 * 60_000;
const VIEWPORT = { width: 1280, height: 860 } as const;

const QUERY = "number_of_orders >= 3 AND customer_countries CONTAINS 'FR'";
const SEARCHED = 'anna kowalska';

export async function measureAdmin(): Promise<readonly Measurement[]> {
  await build({
    configFile: join(import.meta.dirname, '../../admin-app/ui/vite.config.ts'),
    logLevel: 'silent',
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'rondo-bench-'));
  const connect = async () => {
    const db = await connectDatabase({ dataDir });
    return { ...db, drop: db.close };
  };
  const rondo = await startRondo({}, connect, FROM_SOURCE);
  const browser = await openBrowser();
  const bare = await serveBarePages();
  try {
    await rondo.install();
    await storeRead(rondo, LONGEST_READ_MS);
    // Before that, Results have nothing to choose from.
    await activateWinBack(rondo);
    const scenarioId = await largestScenario(rondo);
    const stage = { browser, admin: `${rondo.devStore.origin}/admin/apps/rondo`, bare };
    return [
      ...(await measurePaints(stage, scenarioId)),
      ...(await measureAnswers(stage, scenarioId)),
    ];
  } finally {
    await bare.close();
    await browser.close();
    await rondo.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Stage {
  readonly browser: Browser;
  /** The address of the app in the store's admin. */
  readonly admin: string;
  readonly bare: BarePages;
}

/** A scenario from the template with most blocks. */
async function largestScenario({ api }: RunningRondo): Promise<number> {
  const { templates } = await api<TemplatesView>('/templates?language=en');
  const [largest] = templates.toSorted(
    (one, other) => other.definition.blocks.length - one.definition.blocks.length,
  );
  const body = JSON.stringify({ template: largest?.template, name: 'The largest' });
  const { scenarioId } = await api<ScenarioView>('/scenarios', { method: 'POST', body });
  return scenarioId;
}

interface BarePages extends Listening {
  /** What the page says from now on: paragraphs, a field to type into, and a button. */
  say(words: string): void;
}

async function serveBarePages(): Promise<BarePages> {
  let said = '';
  const page = () => `<!doctype html><html lang="en"><title>Bare</title>
<textarea></textarea><button>Press</button>
${said
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)
  .join('\n')}`;
  const http = new Hono().get('/', (context) => context.html(page()));
  const listening = await listen(http, 0, Promise.resolve());
  return {
    ...listening,
    say: (words) => {
      said = words;
    },
  };
}

async function measurePaints(stage: Stage, scenarioId: number): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  for (const [name, path] of [
    ['Home', '/'],
    ['Customers', '/customers?list=all'],
    ['scenario editor', `/scenarios/${scenarioId}`],
    ['Results', '/results'],
  ] as const) {
    const paints: number[] = [];
    const barePaints: number[] = [];
    // The first of each warms the server.
    for (let round = 0; round <= ROUNDS; round += 1) {
      const { paint, words } = await openedAnew(stage, (page) => openAdmin(page, stage, path));
      stage.bare.say(words);
      const bare = await openedAnew(stage, (page) => openBare(page, stage));
      if (round === 0) continue;
      paints.push(paint);
      barePaints.push(bare.paint);
    }
    measured.push(
      ...besideBare(
        `admin, largest contentful paint of ${name}`,
        LCP_BUDGET_MS,
        paints,
        barePaints,
      ),
    );
  }
  return measured;
}

async function openedAnew({ browser }: Stage, open: (page: Page) => Promise<Frame>) {
  const context = await browser.newContext({ viewport: VIEWPORT });
  try {
    const page = await context.newPage();
    await watchSpeed(page);
    const frame = await open(page);
    const words = await wordsOn(frame);
    return { paint: await largestPaintOf(frame), words };
  } finally {
    await context.close();
  }
}

async function openAdmin(page: Page, { admin }: Stage, path: string): Promise<Frame> {
  await page.goto(`${admin}${path}`);
  const framed = await page.waitForSelector('iframe.app');
  const frame = await framed.contentFrame();
  if (!frame) throw new Error(`${path} showed no frame with the app`);
  await frame.waitForSelector('h1');
  await frame.waitForFunction(() => document.querySelector('[aria-busy=true], .skeleton') === null);
  await frame.waitForTimeout(SETTLED_MS);
  return frame;
}

async function openBare(page: Page, { bare }: Stage): Promise<Frame> {
  await page.goto(bare.origin);
  await page.waitForTimeout(SETTLED_MS);
  return page.mainFrame();
}

/** Something done on a page; resolves to the number of inputs it took. */
interface Doing {
  readonly name: string;
  readonly path: string;
  readonly bare: 'typed' | 'pressed';
  act(page: Page, frame: Frame): Promise<number>;
}

async function type(page: Page, text: string): Promise<number> {
  await page.keyboard.type(text, { delay: PAUSE_MS });
  return text.length;
}

async function pressAll(page: Page, frame: Frame, selector: string): Promise<number> {
  await frame.waitForSelector(selector);
  const buttons = await frame.locator(selector).all();
  for (const button of buttons) {
    await button.click();
    await page.waitForTimeout(PAUSE_MS);
  }
  return buttons.length;
}

function doings(scenarioId: number): readonly Doing[] {
  return [
    {
      name: 'typing the query of a segment',
      path: '/segments/new',
      bare: 'typed',
      act: async (page, frame) => {
        await frame.getByRole('textbox', { name: 'The segment as text' }).focus();
        return await type(page, QUERY);
      },
    },
    {
      name: 'searching the customers',
      path: '/customers?list=all',
      bare: 'typed',
      act: async (page, frame) => {
        await frame.getByRole('searchbox').focus();
        return await type(page, SEARCHED);
      },
    },
    {
      name: 'opening the blocks of the largest scenario',
      path: `/scenarios/${scenarioId}`,
      bare: 'pressed',
      act: (page, frame) => pressAll(page, frame, 'button.node[data-block]'),
    },
    {
      name: 'choosing the period of Results',
      path: '/results',
      bare: 'pressed',
      act: (page, frame) => pressAll(page, frame, '.results-period .presets button'),
    },
  ];
}

/** The slowest answer of each visit, as the measure is defined for visits of fewer than fifty inputs. */
async function measureAnswers(stage: Stage, scenarioId: number): Promise<readonly Measurement[]> {
  const page = await stage.browser.newPage({ viewport: VIEWPORT });
  await watchSpeed(page);
  const measured: Measurement[] = [];
  for (const doing of doings(scenarioId)) {
    const slowest: number[] = [];
    const bareSlowest: number[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const frame = await openAdmin(page, stage, doing.path);
      const answers = await answersTo(frame, () => doing.act(page, frame));
      stage.bare.say(await wordsOn(frame));
      const bare = await openBare(page, stage);
      const bareAnswers = await answersTo(bare, () => actBarely(page, doing.bare, answers.length));
      if (round === 0) continue;
      slowest.push(Math.max(...answers));
      bareSlowest.push(Math.max(...bareAnswers));
    }
    const name = `admin, slowest answer to ${doing.name}`;
    measured.push(...besideBare(name, INP_BUDGET_MS, slowest, bareSlowest));
  }
  await page.close();
  return measured;
}

async function actBarely(page: Page, how: Doing['bare'], inputs: number): Promise<number> {
  if (how === 'typed') {
    await page.locator('textarea').focus();
    return await type(page, 'a'.repeat(inputs));
  }
  for (let input = 0; input < inputs; input += 1) {
    await page.locator('button').click();
    await page.waitForTimeout(PAUSE_MS);
  }
  return inputs;
}

function besideBare(
  name: string,
  budget: number,
  values: readonly number[],
  bare: readonly number[],
): readonly Measurement[] {
  const [value, bareValue] = [medianOf(values), medianOf(bare)];
  const worst = Math.max(...values).toFixed(0);
  return [
    {
      ...{ name, value, unit: 'ms' },
      reference: `budget ${budget} ms; worst of ${values.length}: ${worst} ms`,
      ratio: value / budget,
    },
    {
      ...{ name, value, unit: 'ms' },
      reference: `bare page with the same words: ${bareValue.toFixed(0)} ms`,
      ratio: value / bareValue,
    },
  ];
}
