/**
 * A shop with a busy theme, to try the built widget in: its pages carry what the real Liquid block prints, it answers
 * the app proxy, and it takes note of every request. On loopback only.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { defaultSettings, parseBlock, readTexts } from '../dev-store/storefront/extension.ts';
import { createLiquid } from '../dev-store/storefront/liquid.ts';

export interface ShopPage {
  /** What the app-data metafield holds; messages, unless a test wants it broken. */
  readonly messages: unknown;
  /** Who is logged in, or null. */
  readonly customer?: number | null;
  /** What the customer's metafield holds. */
  readonly facts?: unknown;
  readonly language?: string;
  readonly zone?: string;
  readonly pageType?: string;
  /** The folder of the page's language, `/fr`; the shop's own without one. */
  readonly languageFolder?: string;
  readonly designMode?: boolean;
  /** Settings of the block that the merchant changed. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** More HTML of the theme, after the block. */
  readonly html?: string;
  /** Without the app's block and script, to compare with. */
  readonly withoutApp?: boolean;
}

export interface Shop {
  readonly url: string;
  /** Sets what every page of the shop is from now on. */
  serve(page: ShopPage): void;
  /** Paths requested since the last call, in order. */
  takeRequests(): readonly string[];
  /** Bodies that the app proxy received since the last call. */
  takeBeacons(): readonly unknown[];
  /** What the app proxy answers with, and after how many milliseconds; 204 at once unless set. */
  answerBeacons(status: number, delayMs?: number): void;
  close(): Promise<void>;
}

const blocks = join(import.meta.dirname, '../../extension/theme/blocks');
const messages = parseBlock('rondo', readFileSync(join(blocks, 'rondo.liquid'), 'utf8'));
const slot = parseBlock('rondo-slot', readFileSync(join(blocks, 'rondo-slot.liquid'), 'utf8'));
const theme = readFileSync(join(import.meta.dirname, 'theme.liquid'), 'utf8');

/** `script`: the built widget. */
export async function openShop(script: string): Promise<Shop> {
  let current: ShopPage = { messages: [] };
  let requests: string[] = [];
  let beacons: unknown[] = [];
  let answer = { status: 204, delayMs: 0 };

  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '/';
    requests.push(path);
    if (path === '/rondo.js') return send(response, 'text/javascript', script);
    if (path.startsWith('/apps/')) {
      beacons.push({ path, ...(await bodyOf(request)) });
      await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
      return response.writeHead(answer.status).end();
    }
    return send(response, 'text/html', await renderPage(current, path));
  };
  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The shop has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    serve: (page) => {
      current = page;
    },
    takeRequests: () => {
      const taken = requests;
      requests = [];
      return taken;
    },
    takeBeacons: () => {
      const taken = beacons;
      beacons = [];
      return taken;
    },
    answerBeacons: (status, delayMs = 0) => {
      answer = { status, delayMs };
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** The theme around what the real block prints for this page. */
export async function renderPage(page: ShopPage, path: string): Promise<string> {
  const { language = 'en', html = '', withoutApp = false } = page;
  return await liquidIn(language).parseAndRender(theme, {
    language,
    html,
    without_app: withoutApp,
    block: withoutApp ? '' : await renderBlock(page, path),
  });
}

/** What the real block prints for this page. */
export async function renderBlock(page: ShopPage, path: string): Promise<string> {
  const { language = 'en' } = page;
  const settings = { ...defaultSettings(messages.schema), ...page.settings };
  const objects = liquidObjects(page, path, language, settings);
  return await liquidIn(language).parseAndRender(messages.template, objects);
}

function liquidIn(locale: string) {
  const texts = readTexts(locale);
  return createLiquid({ currency: 'EUR', locale, texts, assetBase: '', snippets: {} });
}

/** What the real block for a place in the theme prints, with so much height kept free. */
export async function renderSlot(height: number): Promise<string> {
  const settings = { ...defaultSettings(slot.schema), height };
  const objects = { request: { design_mode: false }, block: { settings } };
  return await liquidIn('en').parseAndRender(slot.template, objects);
}

function liquidObjects(
  page: ShopPage,
  path: string,
  language: string,
  settings: Record<string, unknown>,
) {
  const { customer = null, facts = null } = page;
  return {
    app: {
      metafields: {
        rondo: { messages: { value: page.messages }, zone: { value: page.zone ?? 'UTC' } },
      },
    },
    customer: customer && {
      id: customer,
      metafields: { '$app:rondo': { facts: { value: facts } } },
    },
    request: {
      design_mode: page.designMode ?? false,
      page_type: page.pageType ?? 'index',
      path,
      locale: { iso_code: language },
    },
    routes: { root_url: page.languageFolder ?? '/' },
    block: { settings },
  };
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8` }).end(body);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text) as Record<string, unknown>; // a beacon is an object; the tests compare what is in it
}
