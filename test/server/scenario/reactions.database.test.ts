import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReactionTokens } from '../../../admin-app/server/channels/signed-token.ts';
import { redactCustomer } from '../../../admin-app/server/database/privacy.ts';
import { SECRET } from './engine.ts';
import {
  activate,
  activitiesOf,
  click,
  createWorld,
  insertSilent,
  later,
  linksIn,
  open,
  outcomeOf,
  request,
  run,
  shareDatabase,
  subjectsTo,
  type World,
} from './world.ts';

const database = shareDatabase();
let world: World;
beforeEach(async () => {
  world = await createWorld(database());
  await insertSilent(world, { customerId: 1, locale: 'pl' });
  await activate(world);
  await run(world);
  world.clock.move(1);
});
afterEach(() => world.close());

async function link(letter: string, customerId = 1): Promise<string> {
  const [first] = await linksIn(world, customerId, letter);
  if (!first) throw new Error(`No ${letter} link`);
  return first;
}

const consentOf = async (customerId: number) =>
  await world.inShop((tx) =>
    tx.one<{ email_consent: string }>(
      'select email_consent from customers where customer_id = $1',
      [customerId],
    ),
  );
const suppressions = () => world.inShop((tx) => tx.query('select reason from suppressions'));

describe('the pixel', () => {
  it('is a picture that no cache keeps, and notes the opening once', async () => {
    const answer = await request(world, await link('o'));
    await open(world, 1);

    expect(answer.headers.get('content-type')).toBe('image/gif');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect((await answer.arrayBuffer()).byteLength).toBe(42);
    expect(await activitiesOf(world, 1)).toEqual(['sent', 'opened']);
  });

  it('is a picture also for a token that is not ours', async () => {
    const answer = await request(world, 'https://rondo.example/r/o/nonsense.gif');

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/gif');
  });

  it('does not count the opening by HEAD', async () => {
    await request(world, await link('o'), { method: 'HEAD' });

    expect(await activitiesOf(world, 1)).toEqual(['sent', 'opened by machine']);
  });
});

describe('a click', () => {
  it('leads on to where the mail said, and is noted once for each place', async () => {
    const answer = await click(world, 1);
    await click(world, 1);

    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toMatch(/^https:\/\/pine-\d+\.myshopify\.com$/);
    expect(await activitiesOf(world, 1)).toEqual(['sent', 'opened', 'clicked']);
  });

  it('leads nowhere with a token that somebody else signed, or changed', async () => {
    const others = createReactionTokens(Buffer.alloc(32, 8));
    const { shopId } = world;
    const url = 'https://evil.example/';
    const forged = others.write({ kind: 'click', shopId, sendId: 1, url });
    const genuine = (await link('c')).split('/').at(-1) ?? '';
    const [place, send, , signature] = genuine.split('.');
    const swapped = [place, send, Buffer.from(url).toString('base64url'), signature].join('.');

    for (const token of [forged, swapped, genuine.slice(0, -1), 'x', `${genuine}.x`]) {
      const answer = await request(world, `https://rondo.example/r/c/${token}`);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('location')).toBeNull();
    }
    expect(await activitiesOf(world, 1)).toEqual(['sent']);
  });

  it('leads only to the web, even if we had signed something else', async () => {
    const ours = createReactionTokens(SECRET);
    const { shopId } = world;
    for (const url of ['javascript:alert(1)', '//evil.example', 'data:text/html,x', '']) {
      const token = ours.write({ kind: 'click', shopId, sendId: 1, url });
      expect((await request(world, `https://rondo.example/r/c/${token}`)).status).toBe(404);
    }
  });

  it('still leads on when the customer has been redacted, and notes nothing', async () => {
    await world.inShop((tx) => tx.execute('update customers set redacted_at = now()'));
    const answer = await click(world, 1);

    expect(answer.status).toBe(302);
    expect(await activitiesOf(world, 1)).toEqual(['sent']);
  });

  it('of another shop’s mail changes nothing here', async () => {
    const ours = createReactionTokens(SECRET);
    const other = await createWorld(database());
    await insertSilent(other, { customerId: 1 });
    const sends = await world.inShop((tx) =>
      tx.query<{ send_id: number }>('select send_id from sends'),
    );
    const sendId = sends[0]?.send_id ?? 0;
    const token = ours.write({ kind: 'unsubscribe', shopId: other.shopId, sendId });
    const answer = await request(world, `https://rondo.example/r/u/${token}`, { method: 'POST' });
    await other.close();

    expect(answer.status).toBe(404);
    expect(await consentOf(1)).toEqual({ email_consent: 'subscribed' });
  });
});

describe('unsubscribing', () => {
  it('shows a page in the customer’s language when looked at, and changes nothing', async () => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await request(world, await link('u'), { method });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
    const page = await (await request(world, await link('u'))).text();

    expect(page).toContain('<html lang="pl">');
    expect(page).toContain('Wypisz mnie');
    expect(page).toContain('North &amp; Pine');
    expect(await consentOf(1)).toEqual({ email_consent: 'subscribed' });
    expect(await suppressions()).toEqual([]);
    expect(await outcomeOf(world, 1)).toBeNull();
  });

  it('happens on POST: consent, suppression, enrolment and activity', async () => {
    const answer = await request(world, await link('u'), { method: 'POST' });

    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('Gotowe, nie będziemy pisać');
    expect(await consentOf(1)).toEqual({ email_consent: 'unsubscribed' });
    expect(await suppressions()).toEqual([{ reason: 'unsubscribed' }]);
    expect(await outcomeOf(world, 1)).toBe('unsubscribed');
    expect(await activitiesOf(world, 1)).toEqual(['sent', 'unsubscribed']);
  });

  it('happens on the POST that mail programs make for one click, whatever they call themselves', async () => {
    const answer = await request(world, await link('u'), {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'user-agent': 'Mozilla/5.0',
      },
    });

    expect(answer.status).toBe(200);
    expect(answer.redirected).toBe(false);
    expect(await outcomeOf(world, 1)).toBe('unsubscribed');
  });

  it('twice is once', async () => {
    await request(world, await link('u'), { method: 'POST' });
    const again = await request(world, await link('u'), { method: 'POST' });

    expect(again.status).toBe(200);
    expect(await activitiesOf(world, 1)).toEqual(['sent', 'unsubscribed']);
  });

  it('holds for the address, also under another customer', async () => {
    await request(world, await link('u'), { method: 'POST' });
    await insertSilent(world, { customerId: 2, email: 'Customer-1@Example.com' });
    await world.engine.enterScenarios(world.shopId);
    await later(world, 1);

    expect(world.mailbox.count).toBe(1);
  });

  it('gives way to a consent given afterwards', async () => {
    await request(world, await link('u'), { method: 'POST' });
    await insertSilent(world, { customerId: 2, email: 'customer-1@example.com' });
    await world.inShop((tx) =>
      tx.execute('update customers set email_consent_at = $1 where customer_id = 2', [
        new Date(world.clock.now() + 60_000).toISOString(),
      ]),
    );
    await world.engine.enterScenarios(world.shopId);
    await later(world, 1);

    expect(world.mailbox.count).toBe(2);
  });

  it('takes no token that was made for something else', async () => {
    const pixel = (await link('o')).split('/').at(-1)?.replace('.gif', '') ?? '';
    const click = (await link('c')).split('/').at(-1) ?? '';
    for (const token of [pixel, click]) {
      const answer = await request(world, `https://rondo.example/r/u/${token}`, { method: 'POST' });
      expect(answer.status).toBe(404);
    }

    expect(await consentOf(1)).toEqual({ email_consent: 'subscribed' });
  });

  it('answers politely when nothing is known of the mail any more', async () => {
    const url = await link('u');
    await world.inShop((tx) => tx.execute('delete from sends'));
    const answer = await request(world, url, { headers: { 'accept-language': 'fr-CA,fr;q=0.9' } });

    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('Ce lien a expiré');
  });

  it('answers as done when the customer has been redacted', async () => {
    const url = await link('u');
    await world.inShop((tx) =>
      tx.execute('update customers set redacted_at = now(), email = null'),
    );
    await world.inShop((tx) => tx.execute('update sends set address = null'));
    const answer = await request(world, url, { method: 'POST' });

    expect(answer.status).toBe(200);
  });
});

describe('an answer', () => {
  beforeEach(async () => {
    await open(world, 1);
    await later(world, 47);
    world.clock.move(1);
    expect(subjectsTo(world, 1)).toHaveLength(2);
  });

  it('is not noted by looking at its page, which posts by itself', async () => {
    const answer = await request(world, await link('a'));
    const page = await answer.text();
    const nonce = /<script nonce="([\w-]+)">/.exec(page)?.[1];

    expect(page).toContain('„Już tego nie potrzebuję”');
    expect(page).toContain('<form method="post"><button type="submit">Wyślij odpowiedź</button>');
    expect(answer.headers.get('content-security-policy')).toContain(`script-src 'nonce-${nonce}'`);
    expect(await outcomeOf(world, 1)).toBeNull();
  });

  it('is noted on POST with the words the customer read, and thanked for', async () => {
    const answer = await request(world, await link('a'), { method: 'POST' });

    expect(await answer.text()).toContain('Dziękujemy');
    expect(await outcomeOf(world, 1)).toBe('answered');
    const [row] = await world.inShop((tx) =>
      tx.query(`select details from activities where kind = 'answered'`),
    );
    expect(row).toEqual({ details: { answer: 'not-needed', label: 'Już tego nie potrzebuję' } });
  });

  it('counts once: the first one', async () => {
    const [first, second] = await linksIn(world, 1, 'a');
    await request(world, first, { method: 'POST' });
    await request(world, second, { method: 'POST' });
    const rows = await world.inShop((tx) =>
      tx.query<{ answer: string }>(
        `select details ->> 'answer' as answer from activities where kind = 'answered'`,
      ),
    );

    expect(rows).toEqual([{ answer: 'not-needed' }]);
  });

  const comments = () =>
    world.inShop((tx) =>
      tx.query<{ comment: string }>(
        `select details ->> 'comment' as comment from activities where kind = 'answered'`,
      ),
    );
  const comment = async (written: string) =>
    await request(world, `${await link('a')}/comment`, {
      method: 'POST',
      body: new URLSearchParams({ comment: written }),
    });

  it('may be said more about, in the end what was written last', async () => {
    const url = (await link('a')) ?? '';
    const thanks = await (await request(world, url, { method: 'POST' })).text();
    expect(new URL(/action="([^"]+)"/.exec(thanks)?.[1] ?? '', url).href).toBe(`${url}/comment`);
    expect(await comments()).toEqual([{ comment: null }]);

    expect(await (await comment('Za <drogo>')).text()).toContain('Sklep otrzymał');
    expect(await comments()).toEqual([{ comment: 'Za <drogo>' }]);
    await comment('Za małe\r\nrozmiary');
    await comment(' ');
    expect(await comments()).toEqual([{ comment: 'Za małe\nrozmiary' }]);
    expect((await comment('x'.repeat(40_000))).status).toBe(413);
    expect(await comments()).toEqual([{ comment: 'Za małe\nrozmiary' }]);
  });

  it('stays without the comment when the customer is forgotten', async () => {
    await request(world, await link('a'), { method: 'POST' });
    await comment('I moved to Paris');
    await world.inShop((tx) =>
      redactCustomer(tx, {
        customerId: 1,
        sourceKey: 'forget 1',
        at: world.clock.now(),
        orderIds: [],
      }),
    );
    expect(await comments()).toEqual([{ comment: null }]);
  });

  it('does not come of a comment alone, nor of a link for something else', async () => {
    await comment('Nobody was asked');
    const other = await request(world, `${(await link('c'))?.replace('/c/', '/a/')}/comment`, {
      method: 'POST',
      body: new URLSearchParams({ comment: 'Not mine' }),
    });

    expect(other.status).toBe(404);
    expect(await comments()).toEqual([]);
  });

  it('of a machine is kept apart and moves nobody', async () => {
    await request(world, await link('a'), {
      method: 'POST',
      headers: { 'user-agent': 'Mimecast/1.0' },
    });

    expect(await outcomeOf(world, 1)).toBeNull();
    expect(await activitiesOf(world, 1)).toContain('answered by machine');
    await comment('Written by hand');
    expect(await comments()).toEqual([{ comment: 'Written by hand' }]);
  });
});
