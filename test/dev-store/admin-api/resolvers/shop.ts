/** The shop and the app's installation in it. */

import { APP_ID } from '../../app-id.ts';
import { appInstallationGid, gid, type Shop } from '../../model.ts';
import type { AdminContext, Arguments } from '../context.ts';
import { metafieldFields } from './metafields.ts';

export const shopResolvers = {
  ...metafieldFields<Shop>((shop) => gid('Shop', shop.id)),
  id: (shop: Shop) => gid('Shop', shop.id),
  name: (shop: Shop) => shop.name,
  email: (shop: Shop) => shop.email,
  contactEmail: (shop: Shop) => shop.email,
  shopOwnerName: () => 'Store Owner',
  myshopifyDomain: (shop: Shop) => shop.domain,
  url: (shop: Shop) => shop.storefrontUrl,
  primaryDomain: (shop: Shop) => ({
    id: gid('Domain', shop.id),
    host: new URL(shop.storefrontUrl).host,
    url: shop.storefrontUrl,
    sslEnabled: shop.storefrontUrl.startsWith('https:'),
  }),
  currencyCode: (shop: Shop) => shop.currency,
  ianaTimezone: (shop: Shop) => shop.ianaTimezone,
  createdAt: (shop: Shop) => shop.createdAt,
  customerAccountsV2: (shop: Shop) => ({
    customerAccountsVersion: 'NEW_CUSTOMER_ACCOUNTS',
    url: `${shop.storefrontUrl}/account`,
  }),
  plan: (shop: Shop) => ({
    displayName: shop.plan,
    publicDisplayName: shop.plan,
    partnerDevelopment: true,
    shopifyPlus: false,
  }),
};

export const installationResolvers = {
  ...metafieldFields<object>((_, context) => appInstallationGid(context.store.shop)),
  id: (_source: object, _: Arguments, context: AdminContext) =>
    appInstallationGid(context.store.shop),
  launchUrl: (_source: object, _: Arguments, { store }: AdminContext) =>
    `https://${store.domain}/admin/apps/${APP_ID}`,
  accessScopes: (_source: object, _: Arguments, { installation }: AdminContext) =>
    installation.scopes.map((handle) => ({ handle, description: handle.replaceAll('_', ' ') })),
  app: (_source: object, _: Arguments, { app }: AdminContext) => ({
    id: gid('App', APP_ID),
    apiKey: app.apiKey,
    handle: 'rondo',
    title: 'Rondo',
    embedded: true,
  }),
};

/** The languages of the shop; the first is its main one. */
export function shopLocales(shop: Shop) {
  return [...new Set([shop.primaryLocale, 'en', 'fr', 'pl'])].map((locale) => ({
    locale,
    name: new Intl.DisplayNames('en', { type: 'language' }).of(locale) ?? locale,
    primary: locale === shop.primaryLocale,
    published: true,
  }));
}
