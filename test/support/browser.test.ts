import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'browsers-'));
  vi.resetModules();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function executable(name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
}

/** A fresh search: the module remembers what it found. */
async function find() {
  const { findBrowser } = await import('./browser.ts');
  return findBrowser();
}

async function findWhole() {
  const { findWholeBrowser } = await import('./browser.ts');
  return findWholeBrowser();
}

/** Nothing can be unpacked below a file. */
async function withoutPacked(): Promise<void> {
  vi.stubEnv('XDG_CACHE_HOME', await executable('no-folder'));
}

describe('the browser for the tests', () => {
  it('is the one that CHROMIUM_PATH names, ahead of an installed one', async () => {
    const named = await executable('my-chromium');
    await executable('chromium');
    vi.stubEnv('CHROMIUM_PATH', named);
    vi.stubEnv('PATH', folder);
    expect((await find()).executablePath).toBe(named);
  });

  it.runIf(process.platform === 'linux' && process.arch === 'x64')(
    'is the packed one, ahead of an installed one, except for what only that one can',
    async () => {
      const { version }: { version: string } = createRequire(import.meta.url)(
        join(import.meta.dirname, '../../node_modules/@sparticuz/chromium/package.json'),
      );
      vi.stubEnv('CHROMIUM_PATH', '');
      vi.stubEnv('XDG_CACHE_HOME', folder);
      vi.stubEnv('PATH', folder);
      const installed = await executable('google-chrome');
      const packed = await executable(join('rondo', `chromium-${version}`, 'chromium'));
      expect((await find()).executablePath).toBe(packed);
      expect((await findWhole()).executablePath).toBe(installed);
    },
  );

  it('is an installed Chromium where the packed one cannot be had, ahead of an installed Chrome', async () => {
    vi.stubEnv('CHROMIUM_PATH', '');
    vi.stubEnv('PATH', `/nowhere:${folder}`);
    await withoutPacked();
    const chrome = await executable('google-chrome');
    expect((await find()).executablePath).toBe(chrome);
    vi.resetModules();
    const chromium = await executable('chromium');
    expect((await find()).executablePath).toBe(chromium);
  });

  it.runIf(process.platform === 'linux')('is none, and how to get one is said', async () => {
    vi.stubEnv('CHROMIUM_PATH', '');
    vi.stubEnv('PATH', folder);
    await withoutPacked();
    await expect(find()).rejects.toThrow(/^No browser for the tests: set CHROMIUM_PATH to/);
  });

  it('is refused in one sentence when CHROMIUM_PATH names nothing that runs', async () => {
    vi.stubEnv('CHROMIUM_PATH', join(folder, 'missing'));
    await expect(find()).rejects.toThrow(/CHROMIUM_PATH is ".*missing", which is not a file/);
  });
});
