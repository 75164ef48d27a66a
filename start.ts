/**
 * `npm start`: with SHOPIFY_API_KEY in the environment the app runs against Shopify; without, a demo store comes up on
 * this machine with everything in it, and the app runs against that.
 */
import { ConfigError, readConfig } from './admin-app/server/config.ts';

if (process.env.SHOPIFY_API_KEY) await startAgainstShopify();
else await (await import('./test/dev-store/demo.ts')).startDemo(process.argv.slice(2));

async function startAgainstShopify(): Promise<void> {
  const { startApp } = await import('./admin-app/server/main.ts');
  const config = readOrExplain();
  const app = await startApp(config);
  console.log(`Rondo answers at ${config.publicUrl.origin} (port ${config.port})`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void app.stop().then(() => process.exit(0)));
  }
}

function readOrExplain() {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`${error.message}.`);
    process.exit(1);
  }
}
