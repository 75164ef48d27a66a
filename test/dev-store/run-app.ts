/** Starts and stops the app's process beside a dev store, for the demo and for tests that kill it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface AppProcess {
  readonly url: string;
  readonly process: ChildProcess;
  /** Ends it in good order; `kill('SIGKILL')` on the process itself is for tests. */
  stop(): Promise<void>;
}

export interface AppEnvironment {
  readonly devStoreOrigin: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly appUrl: string;
  readonly smtpPort: number;
  /** Where the other providers answer, as environment variables. */
  readonly providers: Readonly<Record<string, string>>;
  /** One of them: where the bundled Postgres keeps its data, or a database's address. */
  readonly dataFolder: string;
  readonly databaseUrl?: string;
}

/** What Node is given to run the app as it is written. */
export const FROM_SOURCE = ['--import', 'tsx', join(import.meta.dirname, 'app-process.ts')];

/**
 * Resolves when the app answers; rejects with what it printed when it ends before that. `program` is what Node is given
 * to run.
 */
export async function runApp(
  environment: AppEnvironment,
  program: readonly string[] = FROM_SOURCE,
): Promise<AppProcess> {
  const child = spawn(process.execPath, program, {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    cwd: join(import.meta.dirname, '../..'),
    env: {
      ...process.env,
      ...environment.providers,
      DEV_STORE_ORIGIN: environment.devStoreOrigin,
      SHOPIFY_API_KEY: environment.apiKey,
      SHOPIFY_API_SECRET: environment.apiSecret,
      HOST: environment.appUrl,
      PORT: new URL(environment.appUrl).port,
      SMTP_URL: `smtp://127.0.0.1:${environment.smtpPort}`,
      RONDO_DATA: environment.dataFolder,
      DATABASE_URL: environment.databaseUrl ?? process.env.DATABASE_URL ?? '',
    },
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk).slice(-20_000);
    process.stderr.write(chunk);
  });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code, signal) =>
      reject(new Error(`The app ended before it was ready (${signal ?? code}): ${errors}`)),
    );
  });
  return {
    url: environment.appUrl,
    process: child,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
