/**
 * The app embeds of the store's theme. As in a real shop they are off after the app is installed, and the merchant
 * turns each on in the theme editor.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type BlockFile, readBlocks } from './extension.ts';

export interface Embed extends BlockFile {
  readonly active: boolean;
}

export class Embeds {
  readonly #file: string | null;
  #active: readonly string[];

  /** Remembers the switches between runs when there is a file for them. */
  constructor(file: string | null = null) {
    this.#file = file;
    this.#active = file !== null && existsSync(file) ? readActive(file) : [];
  }

  /** Every embed that the theme extension has now. */
  all(): readonly Embed[] {
    return readBlocks().map((block) => ({ ...block, active: this.#active.includes(block.handle) }));
  }

  /** Turns exactly these embeds on. Throws for one that the extension does not have, naming those it has. */
  setActive(handles: readonly string[]): void {
    const known = readBlocks().map((block) => block.handle);
    const unknown = handles.find((handle) => !known.includes(handle));
    if (unknown !== undefined)
      throw new Error(
        `There is no embed "${unknown}"; the extension has: ${known.join(', ') || 'none'}`,
      );
    this.#active = [...handles];
    if (this.#file !== null) writeFileSync(this.#file, JSON.stringify(this.#active));
  }
}

function readActive(file: string): readonly string[] {
  return z.array(z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
}
