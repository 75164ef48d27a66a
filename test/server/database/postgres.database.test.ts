import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type TestContext,
  vi,
} from 'vitest';
import { isAlive } from '../../../admin-app/server/database/postgres/initialise.ts';
import { readPostmaster } from '../../../admin-app/server/database/postgres/postmaster-file.ts';
import {
  type RunningPostgres,
  startPostgres,
} from '../../../admin-app/server/database/postgres/start.ts';
import { PostgresUnavailableError } from '../../../admin-app/server/database/postgres/unavailable.ts';
import { startProgram } from '../../support/program.ts';

const run = promisify(execFile);

const AS_ROOT = process.getuid?.() === 0;

let folder: string;
let dataDir: string;
let processes: ChildProcess[];

/** A data folder after a first start and stop, to be copied: quicker than to create one for each test. */
let prepared: string;

beforeAll(async () => {
  prepared = await mkdtemp(join(tmpdir(), 'rondo-launch-'));
  await chmod(prepared, 0o755);
  const server = await startPostgres({ dataDir: join(prepared, 'postgres'), forTests: true });
  await server.ensureDatabase('rondo');
  await server.stop();
});
afterAll(() => rm(prepared, { recursive: true }));

async function prepareData(): Promise<void> {
  await run('cp', ['-a', join(prepared, 'postgres'), dataDir]);
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rondo-launch-'));
  await chmod(folder, 0o755);
  dataDir = join(folder, 'postgres');
  processes = [];
});
afterEach(async () => {
  for (const child of processes) child.kill('SIGKILL');
  for (const place of await places()) await killServer(place);
  for (const place of await places())
    await rm(place, { recursive: true, maxRetries: 5, retryDelay: 100 });
  await rm(folder, { recursive: true, force: true });
});

/** The data folder, and the one it was moved to. */
async function places(): Promise<readonly string[]> {
  const moved = await readFile(join(dataDir, 'moved-to'), 'utf8').catch(() => '');
  const all = [dataDir, moved.trim()].filter((place) => place !== '');
  const found = await Promise.all(all.map((place) => stat(place).catch(() => undefined)));
  return all.filter((_, index) => found[index]);
}

async function serverPid(place = dataDir): Promise<number | undefined> {
  return (await readPostmaster(join(place, 'cluster')))?.pid;
}

async function killServer(place = dataDir): Promise<void> {
  const pid = await serverPid(place);
  if (pid === undefined || pid === process.pid || !isAlive(pid)) return;
  process.kill(pid, 'SIGKILL');
}

async function start(): Promise<RunningPostgres & { readonly url: string }> {
  const server = await startPostgres({ dataDir, forTests: true });
  return { ...server, url: await server.ensureDatabase('rondo') };
}

interface UsingProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly adopted: boolean;
  leave(): Promise<void>;
}

function spawnUser(): ChildProcess {
  const child = startProgram('postgres', [dataDir], {
    cwd: import.meta.dirname,
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, SHOPIFY_API_SECRET: 'not for the database' },
    detached: true,
  });
  processes.push(child);
  return child;
}

/** Another process on the same data folder. */
async function startInAnotherProcess(): Promise<UsingProcess> {
  const child = spawnUser();
  if (!child.stdout) throw new Error('The process has no output to read');
  for await (const line of createInterface(child.stdout)) {
    const { url, adopted } = JSON.parse(line) as { url: string; adopted: boolean };
    const leave = async () => {
      child.stdin?.write('leave');
      await once(child, 'exit');
    };
    return { child, url, adopted, leave };
  }
  throw new Error('The process ended without having connected');
}

async function query<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

function onlyAsRoot(context: TestContext): void {
  if (!AS_ROOT) context.skip('Skipped: only root runs the database as another user');
}

describe('the first start', () => {
  it('creates a database in UTF-8 that listens on a socket only and survives a power cut', async () => {
    const server = await startPostgres({ dataDir });
    const url = await server.ensureDatabase('rondo');
    expect(server.adopted).toBe(false);
    const settings = await query<{ name: string; setting: string }>(
      url,
      `select name, setting from pg_settings where name in
       ('server_encoding', 'listen_addresses', 'fsync', 'TimeZone', 'max_connections')`,
    );
    expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
      server_encoding: 'UTF8',
      listen_addresses: '',
      fsync: 'on',
      TimeZone: 'UTC',
      max_connections: '50',
    });
    const order = await query(
      url,
      `select string_agg(word, ' ' order by word) as words, lower('ÄŻ') as lower
       from unnest(array['zebra', 'Äpfel', 'apple', 'Zoo']) as word`,
    );
    expect(order).toEqual([{ words: 'Zoo apple zebra Äpfel', lower: 'äż' }]);
    await server.stop();
  });

  it('puts the socket elsewhere when the path of the data folder is too long for one', async () => {
    dataDir = join(folder, 'a folder, with "quotes"'.repeat(3), 'b'.repeat(60));
    const { url, stop } = await start();
    const socketFolder = new URL(url).searchParams.get('host') ?? '';
    expect(socketFolder.startsWith(join(tmpdir(), 'rondo-'))).toBe(true);
    expect((await stat(socketFolder)).mode & 0o777).toBe(0o700);
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await stop();
    await rm(socketFolder, { recursive: true });
  });

  it('copes with a path full of spaces, commas and quotes', async () => {
    dataDir = join(folder, `it's a "shop", 100 %`);
    const { url, stop } = await start();
    expect(await query(url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await stop();
  });

  it('refuses a socket folder that others may enter', async () => {
    await mkdir(join(dataDir, 'socket'), { recursive: true });
    await chmod(join(dataDir, 'socket'), 0o755);
    await expect(start()).rejects.toThrow(/is not a folder that only user \d+ can enter/);
  });
});

describe('a later start', () => {
  beforeEach(prepareData);

  it('lets the app in as the owner, not as a superuser', async () => {
    const { url, stop } = await start();
    const login = await query(
      url,
      'select rolsuper, rolbypassrls, rolreplication from pg_roles where rolname = current_user',
    );
    expect(login).toEqual([{ rolsuper: false, rolbypassrls: false, rolreplication: false }]);
    await stop();
  });

  it('finds what was kept', async () => {
    const first = await start();
    await query(first.url, 'create table kept as select 1 as n');
    await first.stop();
    expect(await serverPid()).toBeUndefined();
    const second = await start();
    expect(second.adopted).toBe(false);
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
    await second.stop();
  });

  it.each([
    ['the app was killed', (child: ChildProcess) => child.kill('SIGKILL')],
    ['Ctrl-C was pressed', (child: ChildProcess) => process.kill(-(child.pid ?? 0), 'SIGINT')],
  ])('adopts the server that is still there after %s', async (_, end) => {
    const { child, url } = await startInAnotherProcess();
    await query(url, 'create table kept as select 1 as n');
    const pid = await serverPid();
    end(child);
    await once(child, 'exit');
    const server = await start();
    expect(server.adopted).toBe(true);
    expect(await serverPid()).toBe(pid);
    expect(await query(server.url, 'select n from kept')).toEqual([{ n: 1 }]);
    await server.stop();
    expect(await serverPid()).toBeUndefined();
  });

  it('recovers what was committed when the server was killed too', async () => {
    const { child, url } = await startInAnotherProcess();
    await query(url, 'create table kept as select n from generate_series(1, 1000) as n');
    child.kill('SIGKILL');
    await killServer();
    const server = await start();
    expect(server.adopted).toBe(false);
    expect(await query(server.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }]);
    await server.stop();
  });

  it.each([
    ['now belongs to another program', 'sleep', Math.floor(Date.now() / 1000)],
    ['was started before the machine', 'postgres', 1_700_000_000],
  ])('is not fooled by the number of a server that %s', async (_, name, startedAt) => {
    const { uid, gid } = await stat(join(dataDir, 'cluster'));
    // A process of the same user, which Postgres by itself takes for the server.
    await mkdir(join(folder, 'programs'));
    const program = join(folder, 'programs', name);
    await copyFile('/bin/sleep', program);
    const other = spawn(program, ['60'], AS_ROOT ? { uid, gid } : {});
    processes.push(other);
    const socketFolder = join(dataDir, 'socket');
    const lines = [other.pid, join(dataDir, 'cluster'), startedAt, 5432, socketFolder];
    await writeFile(join(dataDir, 'cluster', 'postmaster.pid'), lines.join('\n'));
    await writeFile(join(socketFolder, '.s.PGSQL.5432.lock'), lines.join('\n'));
    const server = await start();
    expect(server.adopted).toBe(false);
    await server.stop();
  });

  it('says in the words of the log why the server does not start, and touches nothing', async () => {
    const control = join(dataDir, 'cluster', 'global', 'pg_control');
    await rm(control);
    const before = await readdir(join(dataDir, 'cluster'));
    await expect(start()).rejects.toThrow(
      /^Postgres does not start on .*postgres\.log.*could not find the database system/s,
    );
    expect(await readdir(join(dataDir, 'cluster'))).toEqual(before);
  });

  it('puts a log that has grown large aside', async () => {
    await writeFile(join(dataDir, 'postgres.log'), 'x'.repeat(10_000_001));
    const { stop } = await start();
    await stop();
    expect((await stat(join(dataDir, 'postgres.log.1'))).size).toBe(10_000_001);
    expect((await stat(join(dataDir, 'postgres.log'))).size).toBeLessThan(10_000);
  });
});

describe('several processes at once', () => {
  it('create one database and share its server until the last has left', async () => {
    const users = await Promise.all([1, 2, 3].map(startInAnotherProcess));
    expect(users.filter((user) => !user.adopted)).toHaveLength(1);
    const identities = await Promise.all(
      users.map((user) =>
        query(user.url, 'select system_identifier::text from pg_control_system()'),
      ),
    );
    expect(new Set(identities.map((rows) => JSON.stringify(rows))).size).toBe(1);
    const [first, second, third] = users;
    // The one that started it leaves first.
    const byAdoption = [first, second, third].sort(
      (a, b) => Number(a?.adopted) - Number(b?.adopted),
    );
    for (const user of byAdoption.slice(0, 2)) {
      await user?.leave();
      expect(await query(byAdoption[2]?.url ?? '', 'select 1 as n')).toEqual([{ n: 1 }]);
    }
    await byAdoption[2]?.leave();
    expect(await serverPid()).toBeUndefined();
  });
});

describe('processes that share a server', () => {
  beforeEach(prepareData);

  it('may be one process that asks for it several times', async () => {
    const first = await start();
    const second = await start();
    expect([first.adopted, second.adopted]).toEqual([false, true]);
    await Promise.all([first.stop(), first.stop()]);
    expect(await query(second.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await second.stop();
    expect(await serverPid()).toBeUndefined();
  });

  it('may stop it under the others only when told to', async () => {
    const { url } = await startInAnotherProcess();
    const server = await start();
    await server.stop({ evenIfInUse: true });
    expect(await serverPid()).toBeUndefined();
    await expect(query(url, 'select 1')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('do not count those that were killed', async () => {
    const { child } = await startInAnotherProcess();
    const server = await start();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect
      .poll(
        async () =>
          (await query(server.superuserUrl, `select from pg_locks where locktype = 'advisory'`))
            .length,
      )
      .toBe(1);
    await server.stop();
    expect(await serverPid()).toBeUndefined();
  });
});

describe('creating the database', () => {
  it.each(['PG_VERSION', 'global/pg_control'])(
    'is begun anew after a kill at the moment when %s appears',
    async (file) => {
      const child = spawnUser();
      await expect
        .poll(
          async () => {
            const drafts = await readdir(dataDir).catch(() => []);
            const draft = drafts.find((name) => name.startsWith('initialising-')) ?? 'cluster';
            return await stat(join(dataDir, draft, file)).then(Boolean, () => false);
          },
          { timeout: 20_000, interval: 1 },
        )
        .toBe(true);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const server = await start();
      await query(server.url, 'create table kept as select 1 as n');
      await server.stop();
    },
  );

  it.each(['before', 'after'])(
    'removes what killed processes left %s it succeeded',
    async (when) => {
      if (when === 'after') await prepareData();
      const killed = spawn('true');
      await once(killed, 'exit');
      const drafts = [`initialising-${killed.pid}-killed`, `copying-${killed.pid}-killed`];
      for (const draft of drafts) await mkdir(join(dataDir, draft, 'global'), { recursive: true });
      await (await start()).stop();
      const left = await readdir(dataDir);
      for (const draft of drafts) expect(left).not.toContain(draft);
    },
  );

  it('leaves alone what a living process is creating', async () => {
    const draft = join(dataDir, `initialising-${process.pid}-living`);
    await prepareData();
    await mkdir(draft, { recursive: true });
    await (await start()).stop();
    expect((await stat(draft)).isDirectory()).toBe(true);
  });

  it('never replaces a folder with something else in it', async () => {
    await mkdir(join(dataDir, 'cluster'), { recursive: true });
    if (AS_ROOT) await chmod(dataDir, 0o755);
    await writeFile(join(dataDir, 'cluster', 'diary.txt'), 'dear diary');
    await expect(start()).rejects.toThrow(/cluster exists but is not a Postgres data directory/);
    expect(await readFile(join(dataDir, 'cluster', 'diary.txt'), 'utf8')).toBe('dear diary');
  });

  it('refuses the data of a version that no Postgres here can read', async () => {
    await mkdir(join(dataDir, 'cluster'), { recursive: true });
    await writeFile(join(dataDir, 'cluster', 'PG_VERSION'), '9.6\n');
    const attempt = start();
    await expect(attempt).rejects.toThrow(PostgresUnavailableError);
    await expect(attempt).rejects.toThrow(
      /was written by Postgres 9\.6, which the Postgres found here \(\d+.*\) cannot read; install PostgreSQL 9\.6/,
    );
    expect(await readdir(join(dataDir, 'cluster'))).toEqual(['PG_VERSION']);
  });
});

describe('as root', () => {
  it('runs the server as another user, who sees none of our secrets', async (context) => {
    onlyAsRoot(context);
    await prepareData();
    const { child } = await startInAnotherProcess();
    const status = await readFile(`/proc/${await serverPid()}/status`, 'utf8');
    const owner = (await stat(join(dataDir, 'cluster'))).uid;
    expect(owner).not.toBe(0);
    expect(/^Uid:\t(\d+)/m.exec(status)?.[1]).toBe(String(owner));
    const environment = await readFile(`/proc/${await serverPid()}/environ`, 'utf8');
    expect(environment).not.toContain('not for the database');
    child.kill('SIGKILL');
  });

  it('keeps the data where that user can reach it, finds it again, and never loses track', async (context) => {
    onlyAsRoot(context);
    await chmod(folder, 0o700);
    const first = await start();
    await query(first.url, 'create table kept as select 1 as n');
    await first.stop();
    const moved = (await readFile(join(dataDir, 'moved-to'), 'utf8')).trim();
    expect(moved).toMatch(/^\/var\/lib\/rondo\/[0-9a-f]{12}$/);
    const second = await start();
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 1 }]);
    await second.stop();
    await rm(moved, { recursive: true });
    await expect(start()).rejects.toThrow(`The database was kept in ${moved}`);
  });
});

describe('as another user than before', () => {
  afterEach(() => vi.restoreAllMocks());

  it('refuses to start rather than fail half-way', async () => {
    await prepareData();
    const { uid } = await stat(join(dataDir, 'cluster'));
    vi.spyOn(process, 'getuid').mockReturnValue(uid + 1);
    await expect(start()).rejects.toThrow(
      `belongs to user ${uid}, but this process runs as user ${uid + 1}`,
    );
  });
});
