import type { Home } from './home.ts';

/** For a small shop app on a small machine; whoever outgrows them brings a server through DATABASE_URL. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '50',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  // Solid state: reading here and there costs little more than reading on.
  random_page_cost: '1.1',
  // Compiling a query takes longer than any of ours runs.
  jit: 'off',
  checkpoint_timeout: '15min',
  max_wal_size: '2GB',
  wal_compression: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_checkpoints: 'off',
};

/** Several apps share one server. It survives being killed, because the system keeps what was written; not a power cut. */
const FOR_TESTS: Readonly<Record<string, string>> = {
  fsync: 'off',
  full_page_writes: 'off',
  max_connections: '150',
};

/** The command line of `postgres`: it listens on a socket in a closed folder and nowhere else. */
export function serverArguments(home: Home, forTests: boolean): readonly string[] {
  const settings = {
    ...SETTINGS,
    ...(forTests ? FOR_TESTS : {}),
    unix_socket_directories: quoteListItem(home.socketFolder),
  };
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', home.cluster, ...args];
}

/** The setting is a list: a folder with a comma or space in its name must be one quoted item of it. */
function quoteListItem(path: string): string {
  return `"${path.replaceAll('"', '""')}"`;
}
