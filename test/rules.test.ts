import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom, as data. The compiler already keeps rooms apart that do not reference each other; this test
 * holds the rest: packages, values against types, and what the core must not touch.
 */
const root = resolve(import.meta.dirname, '..');

interface Room {
  readonly path: string;
  /** Rooms (path prefixes) whose values and types may be imported, besides the room itself. */
  readonly mayImport: readonly string[];
  /** Rooms of which only types may be imported: the values are handed in by main.ts. */
  readonly mayImportTypes?: readonly string[];
  /** Packages: exact names; `node:` allows Node's own modules, `*` any package. */
  readonly packages: readonly string[];
}

const CORE_PACKAGES = ['date-fns', '@date-fns/tz', 'liquidjs'];
/** How an error of another room is recognised without importing its class. */
const ERROR_NAMES = 'admin-app/server/named-error.ts';
const ROOMS: readonly Room[] = [
  { path: 'admin-app/core/priority', mayImport: [], packages: [] },
  { path: 'admin-app/core', mayImport: [], packages: CORE_PACKAGES },
  { path: 'admin-app/contract', mayImport: ['admin-app/core'], packages: ['zod'] },
  {
    path: 'admin-app/server/database',
    mayImport: ['admin-app/core'],
    packages: ['node:', 'pg', 'pg-copy-streams'],
  },
  {
    path: 'admin-app/server/shopify',
    mayImport: ['admin-app/core'],
    packages: ['node:', '@shopify/shopify-api', 'zod'],
  },
  {
    path: 'admin-app/server/channels',
    mayImport: ['admin-app/core'],
    packages: ['node:', 'nodemailer', 'web-push'],
  },
  {
    path: 'admin-app/server/http',
    mayImport: ['admin-app/core', 'admin-app/contract', ERROR_NAMES],
    mayImportTypes: ['admin-app/server'],
    packages: ['node:', 'hono', 'zod'],
  },
  {
    path: 'admin-app/server/jobs',
    mayImport: ['admin-app/core', 'admin-app/contract', ERROR_NAMES],
    mayImportTypes: ['admin-app/server'],
    packages: ['node:'],
  },
  {
    path: 'admin-app/server',
    mayImport: ['admin-app/core', 'admin-app/contract'],
    packages: ['*'],
  },
  {
    path: 'admin-app/ui',
    mayImport: ['admin-app/core', 'admin-app/contract'],
    packages: ['preact', '@preact/signals', 'preact-iso', 'idb'],
  },
  {
    path: 'storefront-widget',
    mayImport: ['admin-app/core/priority'],
    mayImportTypes: ['admin-app/contract'],
    packages: [],
  },
];

interface Import {
  readonly file: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

function sourceFiles(directory: string): string[] {
  return readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules') && !file.endsWith('vite.config.ts'));
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|(?:^|\n)\s*import\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

function importsOf(file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(IMPORT)].map((match) => ({
    file,
    from: match[2] ?? match[3] ?? match[4] ?? '',
    typeOnly: match[1] !== undefined || (match[2] !== undefined && onlyTypesNamed(match[0])),
  }));
}

/** `import { type A, type B } from` brings in no value either. */
function onlyTypesNamed(statement: string): boolean {
  const names = /\{([^}]*)\}/.exec(statement)?.[1]?.split(',') ?? [];
  const named = names.map((name) => name.trim()).filter((name) => name !== '');
  return named.length > 0 && named.every((name) => name.startsWith('type '));
}

function roomOf(path: string): Room | undefined {
  return ROOMS.find((room) => path === room.path || path.startsWith(`${room.path}/`));
}

function packageName(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function violation(room: Room, { file, from, typeOnly }: Import): string | null {
  if (!from.startsWith('.')) {
    // Types leave no trace in what runs; packages of values must be in the list.
    const allowed =
      typeOnly || room.packages.includes('*') || room.packages.includes(packageName(from));
    return allowed ? null : `${file} imports the package ${from}`;
  }
  const target = relative(root, resolve(root, dirname(file), from));
  if (target.startsWith('test/')) return `${file} imports the test file ${target}`;
  const targetRoom = roomOf(target);
  if (targetRoom === room) return null;
  if (room.path === 'admin-app/server' && target.startsWith('admin-app/server/')) return null;
  const inside = (prefix: string) => target === prefix || target.startsWith(`${prefix}/`);
  if (room.mayImport.some(inside)) return null;
  if (room.path === 'admin-app/core' && inside('admin-app/core/priority')) return null;
  if (typeOnly && room.mayImportTypes?.some(inside)) return null;
  return `${file} imports ${typeOnly ? 'types of ' : ''}${target}`;
}

describe('the house', () => {
  const files = ['admin-app', 'storefront-widget'].flatMap(sourceFiles);

  it('has source files in every room', () => {
    for (const room of ROOMS)
      expect(
        files.some((file) => file.startsWith(room.path)),
        room.path,
      ).toBe(true);
  });

  it.each(ROOMS.map((room) => room.path))('%s imports only what its room may', (path) => {
    const room = ROOMS.find((candidate) => candidate.path === path);
    const own = files.filter((file) => roomOf(file) === room);
    const broken = own.flatMap(importsOf).map((found) => (room ? violation(room, found) : null));
    expect(broken.filter((line) => line !== null)).toEqual([]);
  });

  it('has no cycle between the rooms of the core', () => {
    const edges = new Map<string, Set<string>>();
    for (const found of files
      .filter((file) => file.startsWith('admin-app/core/'))
      .flatMap(importsOf)) {
      if (!found.from.startsWith('.')) continue;
      const from = coreRoom(found.file);
      const to = coreRoom(relative(root, resolve(root, dirname(found.file), found.from)));
      if (from && to && from !== to) edges.set(from, (edges.get(from) ?? new Set()).add(to));
    }
    expect(cycleIn(edges)).toBeNull();
  });

  it('reads neither clock nor chance in the core', () => {
    const forbidden =
      /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bperformance\.now\b|\bcrypto\.random/;
    const guilty = files
      .filter((file) => file.startsWith('admin-app/core/'))
      .filter((file) => forbidden.test(withoutComments(readFileSync(join(root, file), 'utf8'))));
    expect(guilty).toEqual([]);
  });

  it('has no file or folder named for nothing in particular', () => {
    const vague = files.filter((file) => /(^|\/)(utils?|helpers?|common|misc)(\.|\/)/.test(file));
    expect(vague).toEqual([]);
  });
});

/** Folder of a file inside the core; files directly in core (time, money) are leaves and cannot make a cycle. */
function coreRoom(file: string): string | null {
  return /^admin-app\/core\/([^/]+)\//.exec(file)?.[1] ?? null;
}

function cycleIn(edges: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const walk = (room: string, path: readonly string[]): string[] | null => {
    if (path.includes(room)) return [...path, room];
    for (const next of edges.get(room) ?? []) {
      const cycle = walk(next, [...path, room]);
      if (cycle) return cycle;
    }
    return null;
  };
  for (const room of edges.keys()) {
    const cycle = walk(room, []);
    if (cycle) return cycle;
  }
  return null;
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/[^\n]*/g, '');
}
