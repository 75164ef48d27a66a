/** Writes a file whole or not at all: beside its place first, then renamed. */
import { type FileHandle, lstat, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface WholeFile {
  write(text: string): Promise<void>;
  /** Everything is written: the file takes its name. */
  finish(): Promise<void>;
  /** Leaves nothing behind. Safe to call at any time, more than once. */
  abandon(): Promise<void>;
}

/** Throws, naming the path, when nothing could be written there; so that it is known before the work, not after it. */
export async function checkWritable(path: string, inputPath: string): Promise<void> {
  const there = await stat(path).catch(() => null);
  if (there?.isDirectory()) throw new Error(`--out is ${path}, which is a folder; expected a file`);
  const folder = await stat(dirname(path)).catch(() => null);
  if (!folder?.isDirectory())
    throw new Error(`--out is ${path}, but there is no folder ${dirname(path)}`);
  if (there && (await isSameFile(path, inputPath)))
    throw new Error(`--out is ${path}, the file of orders itself; expected another file`);
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one), stat(other).catch(() => null)]);
  return second !== null && first.dev === second.dev && first.ino === second.ino;
}

export async function openWholeFile(path: string): Promise<WholeFile> {
  // A link stays a link: what it names is replaced.
  const place = await realpath(path).catch(() => path);
  const there = await lstat(place).catch(() => null);
  if (there && !there.isFile()) return await openDevice(place);
  const temporary = join(dirname(place), `.${basename(place)}.${process.pid}.part`);
  const file = await open(temporary, 'w');
  let done = false;
  return {
    write: (text) => writeText(file, text),
    finish: async () => {
      await file.sync();
      await file.close();
      await rename(temporary, place);
      done = true;
    },
    abandon: async () => {
      if (done) return;
      done = true;
      await file.close().catch(() => {});
      await rm(temporary, { force: true });
    },
  };
}

/** A pipe or device cannot be replaced, only written to. */
async function openDevice(path: string): Promise<WholeFile> {
  const file = await open(path, 'w');
  const close = () => file.close().catch(() => {});
  return { write: (text) => writeText(file, text), finish: close, abandon: close };
}

async function writeText(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written)).bytesWritten;
  }
}
