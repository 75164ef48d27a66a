/**
 * Postgres refuses to run as root. Started by root, it runs as the owner of an existing data directory, else as
 * `nobody`; that user must be able to reach its files through every folder above them.
 */
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PostgresUnavailableError } from './unavailable.ts';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account to run Postgres under, or undefined for our own. `cluster` is the data directory, which need not exist.
 * Throws PostgresUnavailableError when it belongs to somebody whom we cannot become.
 */
export async function chooseAccount(cluster: string): Promise<Account | undefined> {
  const ownUid = process.getuid?.();
  const owner = await stat(cluster).catch(() => undefined);
  if (ownUid !== 0) {
    if (!owner || owner.uid === ownUid) return undefined;
    throw new PostgresUnavailableError(
      `The database in ${cluster} belongs to user ${owner.uid}, but this process runs as user ${ownUid}; start Rondo as the same user as before, or set DATABASE_URL.`,
    );
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return await nobody();
}

async function nobody(): Promise<Account> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(passwd);
  return { uid: Number(entry?.[1] ?? 65534), gid: Number(entry?.[2] ?? 65534) };
}

/** Whether the account may pass through this existing folder and all above it, by their permission bits. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  for (let path = await realpath(folder); ; path = dirname(path)) {
    const { uid, gid, mode } = await stat(path);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (path === dirname(path)) return true;
  }
}
