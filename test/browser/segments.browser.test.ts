import type { Browser, Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HomeView } from '../../admin-app/contract/home.ts';
import type { EnteringView } from '../../admin-app/contract/scenario-running.ts';
import type { ScenarioView } from '../../admin-app/contract/scenarios.ts';
import type {
  ReadyMadeView,
  SegmentPreview,
  SegmentsView,
  SegmentView,
} from '../../admin-app/contract/segments.ts';
import { openBrowser } from '../support/browser.ts';
import { eventually, type RunningRondo, startRondo } from '../support/running-rondo.ts';
import { accessibilityFaults, overflow } from '../ui/admin-in-browser.ts';

const QUERY = "amount_spent >= 50\nAND customer_countries CONTAINS 'FR'";

describe('segments in the admin', () => {
  let rondo: RunningRondo;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    rondo = await startRondo({ customers: 150, seed: 11 });
    browser = await openBrowser();
    page = await openPage(1280, 'light');
    await rondo.install();
    await eventually(
      'the first sync and its predictions',
      () => rondo.api<HomeView>('/home'),
      ({ sync }) => sync.state === 'done' && sync.predictions === 'done',
    );
  });
  afterAll(async () => {
    await browser?.close();
    await rondo?.stop();
  });

  async function openPage(width: number, colorScheme: 'light' | 'dark'): Promise<Page> {
    const opened = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
    opened.setDefaultTimeout(20_000);
    opened.on('pageerror', (error) => problems.push(String(error)));
    return opened;
  }

  /** The frame with the app, at one of its pages. */
  async function open(path: string, on = page): Promise<Frame> {
    await on.goto(`${rondo.devStore.origin}/admin/apps/rondo${path}`);
    const frame = await (await on.waitForSelector('iframe')).contentFrame();
    if (!frame) throw new Error(`${path} showed no frame with the app`);
    await frame.waitForSelector('h1');
    return frame;
  }

  /** The count of the preview, once it is of what is on the screen. */
  async function counted(app: Frame): Promise<number> {
    await app.locator('.answer:not(.earlier) .answer-count strong').waitFor();
    const [count = ''] = await app.locator('.answer-count strong').allInnerTexts();
    return Number(count.replace(/\D/g, ''));
  }

  const textOf = (app: Frame) => app.getByRole('textbox', { name: 'The segment as text' });
  const previewOf = (query: string) =>
    rondo.api<SegmentPreview>('/segments/preview', {
      method: 'POST',
      body: JSON.stringify({ query }),
    });

  it('shows the ready-made ones with their counts, and puts one into the editor', async () => {
    const { segments } = await rondo.api<ReadyMadeView>('/segments/ready-made');
    const one = segments.find(({ key }) => key === 'one-time-buyers');
    const app = await open('/segments');
    await app.getByRole('link', { name: `Use “One-time buyers”, ${one?.count} customers` }).click();
    await app.getByRole('textbox', { name: 'Number of orders' }).waitFor();
    expect(await textOf(app).inputValue()).toBe('number_of_orders = 1');
    expect(await counted(app)).toBe(one?.count);
  });

  it('counts the same for what is built from conditions and for what is typed', async () => {
    const built = await open('/segments/new');
    await built.getByRole('button', { name: 'Add a condition' }).click();
    await page.keyboard.type('spent');
    await page.keyboard.press('Enter');
    await built.getByRole('textbox', { name: 'Amount spent (EUR)' }).fill('50');
    await built.getByRole('button', { name: 'Add a condition' }).click();
    await built.getByRole('option', { name: /^Country/ }).click();
    await built.getByRole('combobox', { name: 'Country', exact: true }).fill('FR');
    await expect.poll(() => textOf(built).inputValue()).toBe(QUERY);
    const { count, reach } = await previewOf(QUERY);
    expect(count).toBeGreaterThan(0);
    await expect.poll(() => counted(built)).toBe(count);
    await built.getByText(`${reach?.email.reachable} can be e-mailed`).first().waitFor();
    await built.getByText(/^Counted in this browser, on data from/).waitFor();
    await built
      .getByRole('img', { name: /meet the condition on “Country”|“Amount/ })
      .or(built.getByRole('list', { name: /meet the condition on “Country”/ }))
      .first()
      .waitFor();

    const typed = await open('/segments/new');
    await textOf(typed).click();
    for (const letters of ['amount', '\n', '>= 50 and customer_cou', '\n', 'contains ', "'f"])
      await typeInto(letters);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    expect(await textOf(typed).inputValue()).toBe(
      "amount_spent >= 50 and customer_countries contains 'FR'",
    );
    await expect.poll(() => counted(typed)).toBe(count);
    // The browser's own undo knows of what was taken from the list.
    await page.keyboard.press('Control+z');
    expect(await textOf(typed).inputValue()).toMatch(/contains 'f$/);
  });

  async function typeInto(letters: string): Promise<void> {
    if (letters === '\n') await page.keyboard.press('Enter');
    else await page.keyboard.type(letters);
  }

  it('shows where the text is wrong, and puts it right with one click', async () => {
    const app = await open('/segments/new');
    await textOf(app).fill('amount_spnt >= 50');
    await app.getByRole('heading', { level: 1 }).click();
    expect(await app.locator('.query-layer .wrong').allInnerTexts()).toEqual(['amount_spnt']);
    await app.getByText('There is no attribute or function called “amount_spnt”').waitFor();
    expect(await app.locator('.builder').getAttribute('inert')).not.toBeNull();
    await app.getByRole('button', { name: 'Write amount_spent' }).click();
    expect(await textOf(app).inputValue()).toBe('amount_spent >= 50');
    await app.getByRole('textbox', { name: 'Amount spent (EUR)' }).waitFor();
    expect(await accessibilityFaults(app)).toEqual([]);
  });

  it('saves it, has as many members, and exports a line for each', async () => {
    const app = await open('/segments/new');
    await textOf(app).fill(QUERY);
    await app.getByRole('textbox', { name: 'Name' }).fill('French, 50 and more');
    const count = await counted(app);
    await app.getByRole('button', { name: 'Save segment' }).click();
    const members = `${count} members`;
    await app.getByText(members).first().waitFor();
    const { segments } = await rondo.api<SegmentsView>('/segments');
    expect(segments.map(({ name, members: of }) => [name, of])).toEqual([
      ['French, 50 and more', count],
    ]);
    expect(count).toBe((await previewOf(QUERY)).count);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      app.getByRole('button', { name: 'Export CSV' }).click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer); // no encoding is set
    const lines = Buffer.concat(chunks).toString().trim().split('\r\n');
    expect(lines).toHaveLength(1 + count);
    await app.getByRole('link', { name: 'Members' }).click();
    await app.locator('tbody tr').first().waitFor();
    expect(await app.locator('tbody tr').count()).toBe(Math.min(50, count));
  });

  it('lets a scenario that starts from the segment count the same people', async () => {
    const { members, reach } = await rondo.api<SegmentView>('/segments/1');
    const json = (method: string, body: object) => ({ method, body: JSON.stringify(body) });
    const name = 'From the segment';
    const made = await rondo.api<ScenarioView>(
      '/scenarios',
      json('POST', { template: 'second-purchase', name }),
    );
    const trigger = { kind: 'joins segment', segmentId: 1, fromSegmentId: null } as const;
    const blocks = made.definition.blocks.map((block) =>
      block.kind === 'start' ? { ...block, trigger } : block,
    );
    const definition = { ...made.definition, blocks };
    await rondo.api(`/scenarios/${made.scenarioId}`, json('PUT', { name, definition }));
    const { count } = await rondo.api<EnteringView>(`/scenarios/${made.scenarioId}/entering`);
    expect(count).toMatchObject({ fitting: members, reachable: reach?.email.reachable });
    const view = await rondo.api<SegmentView>('/segments/1');
    expect(view.usedBy.scenarios).toMatchObject([{ name }]);
    await rondo.api(`/scenarios/${made.scenarioId}/archive`, { method: 'POST' });
  });

  it('asks before it saves over somebody else’s changes', async () => {
    const app = await open('/segments/1?tab=conditions');
    await app.getByRole('textbox', { name: 'Amount spent (EUR)' }).fill('60');
    await app.getByRole('link', { name: 'Segments' }).click();
    await app.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
    const theirs = JSON.stringify({ name: 'French, 40', query: 'amount_spent >= 40' });
    await rondo.api<SegmentView>('/segments/1', { method: 'PUT', body: theirs });
    await page.getByRole('button', { name: 'Save' }).click();
    await app.getByText('Somebody else has changed this segment').waitFor();
    await app.getByRole('button', { name: 'Save mine over it' }).click();
    const saved = await eventually(
      'mine to be saved',
      () => rondo.api<SegmentView>('/segments/1'),
      ({ query }) => query.includes('60'),
    );
    expect(saved.query).toBe(QUERY.replace('50', '60'));
  });

  it('says whom and what archiving is about, and brings it back', async () => {
    const app = await open('/segments/1');
    const { members } = await rondo.api<SegmentView>('/segments/1');
    await app.getByRole('button', { name: 'Archive' }).click();
    const dialog = app.getByRole('dialog', { name: 'Archive “French, 50 and more”?' });
    await dialog.getByText(`${members} members stay with it`).waitFor();
    await dialog.getByRole('button', { name: 'Archive' }).click();
    await app.getByText('This segment is archived').waitFor();
    await app.getByRole('button', { name: 'Restore' }).click();
    await app.getByRole('link', { name: 'Conditions' }).waitFor();
  });

  it.each([
    [1280, 'light'],
    [390, 'dark'],
  ] as const)('is accessible at %i pixels, %s, and fits into 320', async (width, scheme) => {
    const own = await openPage(width, scheme);
    const check = async (app: Frame, shows: string, what: string) => {
      await app.getByText(shows).first().waitFor();
      expect(await accessibilityFaults(app), what).toEqual([]);
      expect(await overflow(app), what).toBe(0);
      await own.setViewportSize({ width: 320, height: 640 });
      await expect.poll(() => overflow(app), { message: `${what} at 320 pixels` }).toBe(0);
      await own.setViewportSize({ width, height: 900 });
    };
    await check(await open('/segments', own), 'Never engaged', 'the list');
    const written = await open('/segments/new?from=vip-frequency-and-value', own);
    await check(written, 'The first of them', 'the editor');
    const app = await open('/segments/1', own);
    await check(app, 'Size over time', 'the overview');
    await app.getByRole('link', { name: 'Members', exact: true }).click();
    await check(app, 'Member since', 'the members');
    await own.close();
    expect(problems).toEqual([]);
  });
});
