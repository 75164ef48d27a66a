/** Keeps a dev store between runs in one JSON file, written beside the old one and put in its place whole. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { InstallationRecord } from './installation.ts';
import type { Shop } from './model.ts';
import type { ShopEntry, Shops } from './shops.ts';
import type { StoreContent } from './store.ts';

/** How long changes may stay unsaved. */
const SAVE_AFTER_MS = 1_000;
const VERSION = 1;

export interface SavedShop {
  readonly shop: Shop;
  readonly content: StoreContent;
  readonly installation: InstallationRecord;
}

export interface SavedStore {
  readonly version: typeof VERSION;
  readonly offsetMs: number;
  readonly shops: readonly SavedShop[];
}

/** What was saved; null when there is no file. Throws when the file is of another version. */
export function readDataFile(path: string): SavedStore | null {
  if (!existsSync(path)) return null;
  // Only this module writes the file, and the version says in which shape.
  const saved = JSON.parse(readFileSync(path, 'utf8')) as SavedStore;
  if (saved.version !== VERSION)
    throw new Error(`${path} is of version ${saved.version}, expected ${VERSION}; delete it`);
  return saved;
}

/** Saves soon after every change of a shop and once more at the end. */
export class DataFile {
  readonly #path: string;
  readonly #shops: Shops;
  readonly #offsetMs: () => number;
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, shops: Shops, offsetMs: () => number) {
    this.#path = path;
    this.#shops = shops;
    this.#offsetMs = offsetMs;
  }

  follow({ store, installation }: ShopEntry): void {
    store.onChange(() => this.saveSoon());
    installation.onEvent(() => this.saveSoon());
  }

  saveSoon(): void {
    this.#timer ??= setTimeout(() => this.save(), SAVE_AFTER_MS).unref();
  }

  save(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const saved: SavedStore = {
      version: VERSION,
      offsetMs: this.#offsetMs(),
      shops: this.#shops.all().map(({ store, installation }) => ({
        shop: store.shop,
        content: store.content(),
        installation: installation.record(),
      })),
    };
    writeFileSync(`${this.#path}.new`, JSON.stringify(saved));
    renameSync(`${this.#path}.new`, this.#path);
  }
}
