import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

/** Builds the widget as `npm run build:widget` does and returns the script, without writing it. */
export async function buildWidget(): Promise<string> {
  const result = await build({
    configFile: join(root, 'storefront-widget/vite.config.ts'),
    build: { write: false },
  });
  const outputs = (Array.isArray(result) ? result : [result]).flatMap((each) =>
    'output' in each ? each.output : [],
  );
  const [script, ...others] = outputs;
  if (script?.type !== 'chunk' || script.fileName !== 'rondo.js' || others.length > 0)
    throw new Error(`The widget must be one script, rondo.js; the build made ${outputs.length}`);
  return script.code;
}
