import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  return path;
}

/** A fresh search: the module remembers what it found. */
async function find() {
  const { findBrowser } = await import('./browser.ts');
  return findBrowser();
}

describe('the browser for the tests', () => {
  it('is the one that CHROMIUM_PATH names, ahead of an installed one', async () => {
    const named = await executable('my-chromium');
    await executable('chromium');
    vi.stubEnv('CHROMIUM_PATH', named);
    vi.stubEnv('PATH', folder);
    expect((await find()).executablePath).toBe(named);
  });

  it('is an installed Chromium, ahead of an installed Chrome', async () => {
    vi.stubEnv('CHROMIUM_PATH', '');
    vi.stubEnv('PATH', `/nowhere:${folder}`);
    const chrome = await executable('google-chrome');
    expect((await find()).executablePath).toBe(chrome);
    vi.resetModules();
    const chromium = await executable('chromium');
    expect((await find()).executablePath).toBe(chromium);
  });

  it('is refused in one sentence when CHROMIUM_PATH names nothing that runs', async () => {
    vi.stubEnv('CHROMIUM_PATH', join(folder, 'missing'));
    await expect(find()).rejects.toThrow(/CHROMIUM_PATH is ".*missing", which is not a file/);
  });
});
