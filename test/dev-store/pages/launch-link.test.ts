import '@shopify/shopify-api/adapters/node';
import { ApiVersion, LogSeverity, shopifyApi } from '@shopify/shopify-api';
import { expect, it } from 'vitest';
import { buildLaunchUrl } from '../launch.ts';

const credentials = { apiKey: 'the-key', apiSecret: 'the-secret' };
const shopify = shopifyApi({
  apiKey: credentials.apiKey,
  apiSecretKey: credentials.apiSecret,
  apiVersion: ApiVersion.October26,
  hostName: 'app.test',
  isEmbeddedApp: true,
  logger: { level: LogSeverity.Error },
});

it.each([
  '/',
  '/scenarios/7',
  '/scenarios?new=win-back',
  '/customers?q=caf%C3%A9+%26&sort=overdue',
  '/segments/new?query=in_segment(%27Gold%27)+!*',
])('opens the app with a signature that covers a deep link’s own parameters: %s', async (path) => {
  const launch = {
    appUrl: 'http://app.test',
    shop: 'a.myshopify.com',
    userId: 1,
    locale: 'en',
    path,
  };
  const { searchParams } = new URL(buildLaunchUrl(credentials, launch));
  await expect(shopify.utils.validateHmac(searchParams)).resolves.toBe(true);
  searchParams.append('added', 'later');
  await expect(shopify.utils.validateHmac(searchParams)).resolves.toBe(false);
});
