/** Vitest's global set-up where tests drive built pages: builds the admin and the widget as they are now, once per run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { buildWidget } from '../widget/build-widget.ts';

declare module 'vitest' {
  interface ProvidedContext {
    readonly builtPages: {
      /** The folder with the admin. */
      readonly admin: string;
      /** The widget's script itself. */
      readonly widget: string;
    };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const admin = await mkdtemp(join(tmpdir(), 'rondo-ui-'));
  const [widget] = await Promise.all([buildWidget(), buildAdmin(admin)]);
  project.provide('builtPages', { admin, widget });
  return () => rm(admin, { recursive: true });
}

async function buildAdmin(outDir: string): Promise<void> {
  const configFile = join(import.meta.dirname, '../../admin-app/ui/vite.config.ts');
  await build({ configFile, logLevel: 'silent', build: { outDir } });
}
