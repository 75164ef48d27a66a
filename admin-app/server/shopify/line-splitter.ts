/**
 * Cuts a stream of bytes into lines, a group of them per chunk: decoding a chunk once is much cheaper than each line by
 * itself, and cutting at newline bytes never splits a character.
 */

/** Lines that came in together. */
export interface LineGroup {
  readonly lines: readonly string[];
  /** Where in the file the line after them begins. */
  readonly endByte: number;
}

const NEWLINE = 0x0a;
/** A line beyond this is not one of ours; only its beginning is kept, so that memory stays bounded. */
const LONGEST_LINE_BYTES = 16 * 1024 * 1024;
const KEPT_OF_TOO_LONG = 2_000;

export class LineSplitter {
  #position: number;
  #rest: Buffer = Buffer.alloc(0);
  /** The beginning of a line that is too long and still going on. */
  #tooLong: string | null = null;

  constructor(startByte: number) {
    this.#position = startByte;
  }

  /** How many bytes of the file have come, unfinished line included. */
  get position(): number {
    return this.#position;
  }

  /** The lines that this chunk completes; null when it completes none. */
  push(chunk: Uint8Array): LineGroup | null {
    this.#position += chunk.length;
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    const last = bytes.lastIndexOf(NEWLINE);
    if (last === -1) {
      this.#keep(bytes);
      return null;
    }
    const complete = Buffer.concat([this.#rest, bytes.subarray(0, last)]);
    this.#rest = Buffer.from(bytes.subarray(last + 1));
    const lines = complete.toString('utf8').split('\n');
    if (this.#tooLong !== null) {
      lines[0] = this.#tooLong;
      this.#tooLong = null;
    }
    return { lines, endByte: this.#position - this.#rest.length };
  }

  /** What comes after the last newline; null when the stream ended with one. */
  end(): string | null {
    if (this.#tooLong !== null) return this.#tooLong;
    return this.#rest.length === 0 ? null : this.#rest.toString('utf8');
  }

  #keep(bytes: Buffer): void {
    if (this.#tooLong !== null) return;
    this.#rest = Buffer.concat([this.#rest, bytes]);
    if (this.#rest.length <= LONGEST_LINE_BYTES) return;
    this.#tooLong = this.#rest.toString('utf8', 0, KEPT_OF_TOO_LONG);
    this.#rest = Buffer.alloc(0);
  }
}
