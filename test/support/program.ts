/** The programs that tests start as processes of their own, and kill. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';
import { inject } from 'vitest';

/** By name, the file below `test/` each begins with. */
export const PROGRAMS = {
  app: 'dev-store/app-process.ts',
  scenarios: 'server/scenario/crash-worker.ts',
  segments: 'server/segments/segments-process.ts',
  tiers: 'server/tiers/tiers-process.ts',
  sync: 'server/sync/sync-process.ts',
  postgres: 'server/database/use-postgres.ts',
} as const;

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder with the built programs. */
    readonly builtPrograms: string;
  }
}

export function builtProgram(name: keyof typeof PROGRAMS): string {
  return join(inject('builtPrograms'), `${name}.mjs`);
}

/** Starts it; `stdio` is Node's own. The caller ends it. */
export function startProgram(
  name: keyof typeof PROGRAMS,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  return spawn(process.execPath, [builtProgram(name), ...args], options);
}
