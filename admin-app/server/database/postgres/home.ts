/** Where the Postgres that comes with Rondo keeps its things. */
import { createHash, randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Account, canEnter, chooseAccount } from './account.ts';
import { PostgresUnavailableError } from './unavailable.ts';

export interface Home {
  /** The folder that holds all the others. */
  readonly folder: string;
  /** The data directory proper. It appears in one step, complete, or not at all. */
  readonly cluster: string;
  readonly socketFolder: string;
  readonly log: string;
  /** The account that Postgres runs under; undefined for our own. */
  readonly account: Account | undefined;
}

/** A socket's whole path must fit into some 104 bytes, Postgres's own file name included. */
const MAX_SOCKET_PATH_BYTES = 100;
const SOCKET_NAME = '/.s.PGSQL.5432';
/** In the data folder: the path of the folder that is used in its place. */
const POINTER = 'moved-to';
/** Where root's database goes when the data folder lies where no other user can reach it. */
const SHARED_FOLDER = '/var/lib/rondo';

/** Creates the folders where they are missing, owned by the account that will use them. */
export async function openHome(dataDir: string): Promise<Home> {
  await mkdir(dataDir, { recursive: true });
  const folder = await reachableFolder(await realpath(dataDir));
  const cluster = join(folder, 'cluster');
  const account = await chooseAccount(cluster);
  // What is private lies one level further down; the account itself must be able to pass.
  if (account) await chmod(folder, 0o755);
  const socketFolder = await openSocketFolder(folder, account);
  return { folder, cluster, socketFolder, log: join(folder, 'postgres.log'), account };
}

async function reachableFolder(asked: string): Promise<string> {
  const pointer = join(asked, POINTER);
  const moved = await readPointer(pointer);
  if (moved !== undefined) return moved;
  const account = await chooseAccount(join(asked, 'cluster'));
  if (!account || (await canEnter(account, dirname(asked)))) return asked;
  await mkdir(SHARED_FOLDER, { recursive: true, mode: 0o755 });
  const folder = join(SHARED_FOLDER, randomBytes(6).toString('hex'));
  await mkdir(folder, { mode: 0o755 });
  return await writePointer(pointer, folder);
}

async function readPointer(pointer: string): Promise<string | undefined> {
  const text = await readFile(pointer, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const folder = text.trim();
  if (await stat(folder).catch(() => undefined)) return folder;
  throw new PostgresUnavailableError(
    `The database was kept in ${folder} (says ${pointer}), but that folder is missing; bring it back, or remove ${pointer} to start with an empty database.`,
  );
}

/** The first of several processes decides; a link either appears whole or was there before. */
async function writePointer(pointer: string, folder: string): Promise<string> {
  const draft = `${pointer}-${process.pid}`;
  await writeFile(draft, `${folder}\n`);
  try {
    await link(draft, pointer);
    return folder;
  } catch {
    await rm(folder, { recursive: true });
    return (await readFile(pointer, 'utf8')).trim();
  } finally {
    await rm(draft);
  }
}

/** The socket's folder is closed to everyone else, because whoever reaches the socket is let in. */
async function openSocketFolder(folder: string, account: Account | undefined): Promise<string> {
  const socketFolder = chooseSocketFolder(folder);
  await mkdir(socketFolder, { recursive: true, mode: 0o700 });
  const expectedUid = account?.uid ?? process.getuid?.();
  let found = await lstat(socketFolder);
  // Only a true folder of our own is given away: in a temporary folder others may have put a link there.
  if (account && found.isDirectory() && found.uid === process.getuid?.()) {
    await chown(socketFolder, account.uid, account.gid);
    found = await lstat(socketFolder);
  }
  if (found.isDirectory() && found.uid === expectedUid && (found.mode & 0o077) === 0)
    return socketFolder;
  throw new PostgresUnavailableError(
    `The folder for the database's socket, ${socketFolder}, is not a folder that only user ${expectedUid} can enter; remove it, or set DATABASE_URL.`,
  );
}

function chooseSocketFolder(folder: string): string {
  const inside = join(folder, 'socket');
  if (Buffer.byteLength(inside + SOCKET_NAME) < MAX_SOCKET_PATH_BYTES) return inside;
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  return join(tmpdir(), `rondo-${key}`);
}
