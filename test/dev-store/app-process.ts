/** The app as the demo and the tests run it: a process of its own, against the dev store at DEV_STORE_ORIGIN. */
import { readConfig } from '../../admin-app/server/config.ts';
import { startApp } from '../../admin-app/server/main.ts';
import { followDevStoreClock } from './follow-clock.ts';
import { redirectShopify } from './redirect-shopify.ts';

const origin = process.env.DEV_STORE_ORIGIN;
if (!origin) throw new Error('DEV_STORE_ORIGIN is not set; it must hold the dev store’s address');
redirectShopify(origin);
const app = await startApp(readConfig(process.env), {
  clock: await followDevStoreClock(origin),
  appBridgeUrl: `${origin}/app-bridge.js`,
  trustedOrigins: [origin],
});
process.send?.({ ready: app.url });
let isEnding = false;
function end(): void {
  if (isEnding) return;
  isEnding = true;
  void app.stop().then(() => process.exit(0));
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
// Whoever started it is gone, perhaps killed before it could say so.
process.on('disconnect', end);
