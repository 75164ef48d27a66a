import { describe, expect, it } from 'vitest';
import { violations } from './axe.ts';
import { renderBlock } from './shop.ts';
import { fadedIn, LAUNCH, shareShop, TEXT } from './visit.ts';

const shop = shareShop();

/** Contrast of two colours, each as its red, green and blue from 0 to 255, as WCAG has it: 1 to 21. */
function contrast(some: readonly number[], other: readonly number[]): number {
  const [darker = 0, lighter = 0] = [luminance(some), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Of `#rgb` or `#rrggbb`. */
function channels(colour: string): readonly number[] {
  const digits = colour.length === 4 ? colour.replace(/\w/g, '$&$&') : colour;
  return [1, 3, 5].map((start) => Number.parseInt(digits.slice(start, start + 2), 16));
}

function luminance(channels: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = channels
    .map((channel) => channel / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const FORMS = ['corner card', 'bar'] as const;
const SIZES = [
  [1280, 800],
  [390, 844],
] as const;

describe.each(FORMS)('a %s', (form) => {
  const messages = [{ ...LAUNCH, form }];

  it.each(SIZES)('at %i × %i has nothing that axe objects to', async (width, height) => {
    const { page, message } = await shop.visit(
      { messages },
      { width, height, reducedMotion: 'reduce' },
    );
    expect(await message.isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
  });

  it.each([...SIZES, [320, 640], [320, 256]] as const)(
    'at %i × %i lies within the window, and its close button is 44 px and can be hit',
    async (width, height) => {
      const long = { ...TEXT, title: 'A longer title than most', body: 'Much to say. '.repeat(40) };
      const served = { messages: [{ ...LAUNCH, form, texts: { en: long } }] };
      const shopper = await shop.visit(served, {
        width,
        height,
        reducedMotion: 'reduce',
      });
      const box = await shopper.message.boundingBox();
      const close = shopper.page.getByRole('button', { name: 'Close', exact: true });
      const button = await close.boundingBox();
      if (!box || !button) throw new Error('The message does not show');
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      expect(button.width).toBeGreaterThanOrEqual(44);
      expect(button.height).toBeGreaterThanOrEqual(44);
      expect(await shopper.page.getByRole('link', { name: 'See them first' }).isVisible()).toBe(
        true,
      );
      await shopper.close();
    },
  );

  it('is a named region whose text is announced when it comes', async () => {
    const { page } = await shop.visit({ messages });
    const region = page.getByRole('region', { name: 'Message from the shop' });
    expect(await region.getByRole('status').textContent()).toBe(`Launch${TEXT.body}`);
  });

  it('comes without a movement, for those who want less of it too', async () => {
    const { message } = await shop.visit({ messages });
    const changing = await message.evaluate((node) => {
      const [sheet] = (node.getRootNode() as ShadowRoot).styleSheets; // it stands in the host's shadow
      const name = getComputedStyle(node).animationName;
      return [...(sheet?.cssRules ?? [])].flatMap((rule) =>
        rule instanceof CSSKeyframesRule && rule.name === name
          ? [...rule].flatMap((frame) => [...(frame as CSSKeyframeRule).style]) // such rules hold nothing else
          : [],
      );
    });
    expect(changing).toEqual(['opacity']);
  });

  it('keeps its edges in forced colours', async () => {
    const { page, message } = await shop.visit({ messages });
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    const style = await message.evaluate((node) => {
      const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } =
        getComputedStyle(node);
      return { borderTopWidth, borderTopStyle, different: borderTopColor !== backgroundColor };
    });
    expect(style).toEqual({ borderTopWidth: '1px', borderTopStyle: 'solid', different: true });
    expect(await violations(page, 'rondo-message')).toEqual([]);
  });

  it('looks the same whatever the theme does to its own elements', async () => {
    const look = async (html: string) => {
      const { page, message } = await shop.visit({ messages, html }, { reducedMotion: 'reduce' });
      await fadedIn(page);
      return message.evaluate((node) =>
        [node, ...node.querySelectorAll('*')].map((each) => {
          const { fontFamily: _, ...style } = Object.fromEntries(
            [...getComputedStyle(each)].map((name) => [
              name,
              getComputedStyle(each).getPropertyValue(name),
            ]),
          );
          return JSON.stringify({ ...style, 'font-family': '' });
        }),
      );
    };
    const loud =
      '<style>rondo-message, rondo-message * { display: none; opacity: 0; color: lime !important; font-size: 40px !important; transform: scale(2); visibility: hidden !important } body { direction: ltr; word-spacing: 2em; text-align: center; line-height: 4 }</style>';
    expect(await look(loud)).toEqual(await look(''));
  });
});

describe('the colours', () => {
  it('of text are readable on whatever the merchant chose', async () => {
    const steps = ['00', '33', '55', '70', '77', '80', '99', 'bb', 'ff'];
    const colours = steps.flatMap((red) =>
      steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)),
    );
    let worst = 21;
    for (const colour of colours) {
      const settings = { background: colour, accent: colour };
      const html = await renderBlock({ messages: [LAUNCH], settings }, '/');
      const inks = [...html.matchAll(/ink:(#\w{3})[;"]/g)].map(([, ink = '']) => ink);
      expect(inks).toHaveLength(2);
      for (const ink of inks) worst = Math.min(worst, contrast(channels(ink), channels(colour)));
    }
    expect(worst).toBeGreaterThanOrEqual(4.5);
  });

  it('are those of the settings', async () => {
    const settings = { background: '#24201c', accent: '#e9b872' };
    const { message } = await shop.visit({ messages: [LAUNCH], settings });
    const colours = await message.evaluate((section) =>
      [section, section.querySelector('a')].flatMap((each) => {
        const { backgroundColor, color } = getComputedStyle(each ?? section);
        return [backgroundColor, color];
      }),
    );
    expect(colours).toEqual([
      'rgb(36, 32, 28)',
      'rgb(255, 255, 255)',
      'rgb(233, 184, 114)',
      'rgb(0, 0, 0)',
    ]);
  });
});

describe('a language written from right to left', () => {
  it('has its close button at the left', async () => {
    const texts = { ar: { title: 'مجموعة الخريف', body: 'أربعون قطعة جديدة' } };
    const { page, message } = await shop.visit({
      messages: [{ ...LAUNCH, texts }],
      language: 'ar',
    });
    const box = await message.boundingBox();
    const button = await page.getByRole('button', { name: 'Close', exact: true }).boundingBox();
    if (!box || !button) throw new Error('The message does not show');
    expect(button.x - box.x).toBeLessThan(20);
  });
});

describe('hostile content', () => {
  const attacks = [
    '<img src=x onerror="window.harmed=1">',
    '</script><script>window.harmed=1</script>',
    '<!--<script>window.harmed=1</script>',
    '"><svg onload=window.harmed=1>',
    '{{ "<b>liquid</b>" }}{% assign harmed = 1 %}',
    '\u2028window.harmed=1\u2029',
    'javascript:window.harmed=1',
  ];

  it('in every text field is shown as it is written, and never runs', async () => {
    const shopper = await shop.visit({ messages: [] }, { consented: true });
    for (const attack of attacks) {
      const text = {
        ...{ title: attack, body: attack, buttonLabel: attack, code: attack },
        buttonUrl: `/${attack}`,
      };
      const facts = {
        lastVisitDay: attack,
        lastOrderDay: null,
        occasions: { [attack]: [attack, attack] },
        closed: { [`${attack}!`]: 1 },
      };
      // Another customer each time, so that no visit has seen another message.
      const customer = 7 + attacks.indexOf(attack);
      shop.serve({ messages: [{ ...LAUNCH, id: attack, texts: { en: text } }], customer, facts });
      await shopper.goTo();
      expect(await shopper.title()).toBe(attack);
      const link = shopper.page.getByRole('link', { name: attack, exact: true });
      expect(await link.evaluate((each: HTMLAnchorElement) => each.href)).toContain(
        `${shop.url}/discount/`,
      );
      expect(await shopper.page.evaluate(() => 'harmed' in window)).toBe(false);
    }
    expect(shopper.complaints).toEqual([]);
  });

  it('in a link costs the message, unless it leads to a page', async () => {
    const addresses = [
      ['javascript:window.harmed=1', false],
      ['JaVaScRiPt:window.harmed=1', false],
      [' javascript:window.harmed=1', false],
      ['java\nscript:window.harmed=1', false],
      ['data:text/html,<script>window.harmed=1</script>', false],
      ['vbscript:x', false],
      ['https:javascript', false],
      ['/collections/new', true],
      ['https://shop.example/new', true],
      ['HTTPS://shop.example/new', true],
    ] as const;
    const shopper = await shop.visit({ messages: [] });
    for (const [buttonUrl, shows] of addresses) {
      shop.serve({ messages: [{ ...LAUNCH, texts: { en: { ...TEXT, buttonUrl } } }] });
      await shopper.goTo();
      expect(await shopper.message.isVisible(), buttonUrl).toBe(shows);
    }
  });

  it('of great length stays in its box', async () => {
    const text = { ...TEXT, title: 'W'.repeat(2_000), body: 'word '.repeat(5_000) };
    const served = { messages: [{ ...LAUNCH, texts: { en: text } }] };
    const { page, message } = await shop.visit(served, { width: 390, height: 844 });
    const box = await message.boundingBox();
    expect(box?.height).toBeLessThan(844);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
