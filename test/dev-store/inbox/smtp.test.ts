import { createTransport, type SentMessageInfo } from 'nodemailer';
import type { Options } from 'nodemailer/lib/mailer/index.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Mailbox } from './mailbox.ts';
import { inboxRoutes } from './routes.ts';
import { noFaults, type Smtp, type SmtpFaults, startSmtp } from './smtp.ts';

const arrival = Date.UTC(2026, 10, 22, 9, 30);
let mailbox: Mailbox;
let smtp: Smtp;
let sender: ReturnType<typeof createTransport>;

beforeEach(async () => {
  mailbox = new Mailbox({ now: () => arrival });
  smtp = await startSmtp({ port: 0, mailbox });
  sender = createTransport({ host: '127.0.0.1', port: smtp.port });
});

afterEach(async () => {
  sender.close();
  await smtp.close();
});

const letter: Options = {
  from: '"Café Ó" <hello@roaster.test>',
  to: 'Ada@Example.com',
  subject: 'Zażółć gęślą jaźń',
  text: 'Come back.',
  html: '<p>Come <a href="https://shop.test/?a=1&amp;b=2">back</a>.</p>',
};

const send = (changes: Options = {}): Promise<SentMessageInfo> =>
  sender.sendMail({ ...letter, ...changes });

describe('a mail that was accepted', () => {
  it('is in the JSON list with its decoded subject and the time by the store clock', async () => {
    await send();
    const { total, mails } = await getJson('/inbox/api/mails?to=ada@example.com');
    expect(total).toBe(1);
    expect(mails[0]).toMatchObject({
      to: ['ada@example.com'],
      from: 'Café Ó <hello@roaster.test>',
      subject: 'Zażółć gęślą jaźń',
      receivedAt: '2026-11-22T09:30:00.000Z',
      read: false,
    });
  });

  it('has its bodies, headers and links in the JSON of the mail', async () => {
    await send({ headers: { 'X-Campaign': 'win-back' } });
    const mail = await getJson('/inbox/api/mails/1');
    expect(mail.text.trim()).toBe('Come back.');
    expect(mail.html).toContain('<p>Come');
    expect(mail.links).toEqual(['https://shop.test/?a=1&b=2']);
    expect(mail.headers).toContainEqual({ name: 'X-Campaign', value: 'win-back' });
  });

  it('belongs to the envelope, not to the header that a sender writes', async () => {
    await send({ envelope: { from: 'hello@roaster.test', to: 'hidden@example.com' } });
    expect((await getJson('/inbox/api/mails?to=hidden@example.com')).total).toBe(1);
    expect((await getJson('/inbox/api/mails?to=ada@example.com')).total).toBe(0);
  });
});

describe('a server with faults', () => {
  const misbehave = (faults: Partial<SmtpFaults>) => {
    smtp.faults = { ...noFaults, ...faults };
  };

  it('refuses an unknown mailbox with 550 and keeps nothing', async () => {
    misbehave({ refuse: ['ada@example.com'] });
    await expect(send()).rejects.toMatchObject({ responseCode: 550 });
    expect(mailbox.count).toBe(0);
  });

  it('refuses everybody of a refused domain, and nobody else', async () => {
    misbehave({ refuse: ['@example.com'] });
    await expect(send()).rejects.toMatchObject({ responseCode: 550 });
    await send({ to: 'bob@example.org' });
    expect(mailbox.count).toBe(1);
  });

  it('greylists the first attempt with 451 and accepts the second', async () => {
    misbehave({ greylist: ['ada@example.com'] });
    await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    await send();
    expect(mailbox.count).toBe(1);
  });

  it('keeps a mail whose answer the sender never hears', async () => {
    misbehave({ dropAnswers: 1 });
    await expect(send()).rejects.toMatchObject({
      code: expect.stringMatching(/ECONNECTION|ESOCKET/),
    });
    expect(mailbox.count).toBe(1);
    await send();
    expect(mailbox.count).toBe(2);
  });

  it('takes faults as JSON, and refuses unknown ones by name', async () => {
    expect((await request('/inbox/api/faults', post({ refuse: ['@example.com'] }))).status).toBe(
      200,
    );
    await expect(send()).rejects.toMatchObject({ responseCode: 550 });
    const refused = await request('/inbox/api/faults', post({ explode: true }));
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('explode');
  });
});

const post = (body: unknown): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });

const request = async (path: string, init?: RequestInit): Promise<Response> =>
  inboxRoutes({
    mailbox,
    smtp,
    around: { shopName: 'Test', timeZone: 'UTC', now: () => arrival, storefrontUrl: '/' },
  }).request(path, init);

const getJson = async (path: string) => (await request(path)).json();
