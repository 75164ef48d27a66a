import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Hono } from 'hono';
import { createTransport } from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { listen } from '../listen.ts';
import { assetRoutes } from '../pages/assets.ts';
import { Mailbox } from './mailbox.ts';
import { inboxRoutes } from './routes.ts';
import { type Smtp, startSmtp } from './smtp.ts';

/** What a mail client asked of the sender's server: method, address and body. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly cookie: string;
}

let browser: Browser;
let page: Page;
let sender: Server;
let senderOrigin: string;
let asked: Asked[] = [];
let smtp: Smtp;
let inbox: { origin: string; close(): Promise<void> };
let mailbox: Mailbox;

beforeAll(async () => {
  browser = await openBrowser();
  sender = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url: path = '', headers } = request;
    asked.push({
      method,
      path,
      body: Buffer.concat(chunks).toString(),
      cookie: headers.cookie ?? '',
    });
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Landing</h1>');
  });
  await new Promise<void>((resolve) => sender.listen(0, '127.0.0.1', resolve));
  // The server's address is an AddressInfo once it listens.
  senderOrigin = `http://127.0.0.1:${(sender.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  sender.close();
});
beforeEach(async () => {
  asked = [];
  mailbox = new Mailbox({ now: () => Date.UTC(2026, 10, 22) });
  smtp = await startSmtp({ port: 0, mailbox });
  const http = new Hono();
  const around = {
    shopName: 'Test',
    timeZone: 'UTC',
    now: () => Date.UTC(2026, 10, 22),
    storefrontUrl: '/',
  };
  http.route('/', assetRoutes());
  http.route('/', inboxRoutes({ mailbox, smtp, around }));
  inbox = await listen(http, 0, Promise.resolve());
  page = await browser.newPage();
});
afterEach(async () => {
  await page.close();
  await inbox.close();
  await smtp.close();
});

/** Sends `count` mails, each with its own pixel, link and unsubscribe address, numbered from 1. */
async function sendMails(count: number, extraHtml = ''): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: smtp.port, pool: true });
  for (let n = 1; n <= count; n++)
    await transport.sendMail({
      from: 'shop@example.com',
      to: `reader${n}@example.com`,
      subject: `Mail ${n}`,
      headers: {
        'List-Unsubscribe': `<mailto:out@example.com>, <${senderOrigin}/unsubscribe/${n}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      },
      html: `<html><head></head><body><a href="${senderOrigin}/unsubscribe/${n}">View or unsubscribe</a>
        <a href="${senderOrigin}/click/${n}">Come back</a>
        <img src="${senderOrigin}/open/${n}.gif" width="1" height="1">${extraHtml}</body></html>`,
    });
  transport.close();
}

const pathsAsked = () => asked.map(({ method, path }) => `${method} ${path}`);

describe('opening a mail', () => {
  it('loads its pictures and marks it as read, and the list alone does neither', async () => {
    await sendMails(2);
    await page.goto(`${inbox.origin}/inbox`);
    expect(asked).toEqual([]);
    expect(mailbox.list({ unread: true }).total).toBe(2);
    await page.getByText('Mail 1').click();
    await expect.poll(pathsAsked, { timeout: 30_000 }).toEqual(['GET /open/1.gif']);
    expect(mailbox.list({ unread: true }).mails.map(({ subject }) => subject)).toEqual(['Mail 2']);
  });

  it('opens its links in a new tab', async () => {
    await sendMails(1);
    await page.goto(`${inbox.origin}/inbox/mails/1`);
    const newTab = page.waitForEvent('popup');
    await page.frameLocator('iframe.mail-body').getByText('Come back').click();
    expect(await (await newTab).locator('h1').textContent()).toBe('Landing');
    expect(page.url()).toBe(`${inbox.origin}/inbox/mails/1`);
    expect(pathsAsked()).toContain('GET /click/1');
  });

  it('runs none of its scripts', async () => {
    await sendMails(
      1,
      `<script>fetch('${'/inbox/api/mails'}', { method: 'DELETE' })</script><img src="x:" onerror="parent.document.title='owned'"><script>document.title='owned'</script>`,
    );
    await page.goto(`${inbox.origin}/inbox/mails/1`);
    await page.frameLocator('iframe.mail-body').getByText('Come back').waitFor();
    await expect.poll(pathsAsked, { timeout: 30_000 }).toEqual(['GET /open/1.gif']);
    expect(mailbox.count).toBe(1);
    expect(await page.title()).toContain('Mail 1');
    await page.goto(`${inbox.origin}/inbox/mails/1/body`);
    expect(await page.title()).toBe('');
    expect(mailbox.count).toBe(1);
  });
});

it('unsubscribes in one click with the POST that mail clients send', async () => {
  await sendMails(1);
  await page.goto(`${inbox.origin}/inbox/mails/1?tab=headers`);
  expect(mailbox.list({ unread: true }).total).toBe(0);
  await page.getByRole('button', { name: 'Unsubscribe' }).click();
  await page.getByText('Unsubscribed: the sender answered 200.').waitFor();
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([
    { method: 'POST', path: '/unsubscribe/1', body: 'List-Unsubscribe=One-Click', cookie: '' },
  ]);
});

it('opens some unread mails at random, and clicks the main link of some, never unsubscribing', async () => {
  await sendMails(30);
  await page.goto(`${inbox.origin}/inbox`);
  await pressAndWait('Open 20 random');
  expect(mailbox.list({ unread: true }).total).toBe(10);
  expect(new Set(pathsAsked()).size).toBe(20);
  await pressAndWait('Click in 10 random');
  expect(pathsAsked().filter((path) => path.includes('/click/'))).toHaveLength(10);
  expect(pathsAsked().filter((path) => path.includes('unsubscribe'))).toEqual([]);
});

/** The page reloads when everything that a button does for many mails is done. */
async function pressAndWait(name: string): Promise<void> {
  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name }).click();
  await reloaded;
}
