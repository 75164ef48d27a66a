import { render } from 'preact';
import { createApi } from './api.ts';
import { App } from './app.tsx';
import { askAhead } from './ask-ahead.ts';
import './base.css';
import './fonts.css';
import { shopifyHost } from './host/shopify.ts';
import { locale, speak } from './language/t.ts';
import { apiOfShop } from './models/shop.ts';
import { guardLeaving, navigate, readLaunchParameters, to } from './navigation.ts';
import { OutsidePage } from './pages/outside.tsx';
import './theme.css';

async function start(root: HTMLElement): Promise<void> {
  const host = shopifyHost();
  await speak(host?.locale ?? navigator.language);
  document.documentElement.lang = locale();
  if (!host) return render(<OutsidePage />, root);
  readLaunchParameters();
  guardLeaving();
  host.onNavigate((href) => navigate(to(href)));
  const api = apiOfShop(askAhead(createApi(host), location.pathname));
  render(<App services={{ host, api }} />, root);
  const { forgetOtherShops } = await import('./cache/forget-other-shops.ts');
  await forgetOtherShops(host.shopDomain);
}

const root = document.getElementById('app');
if (root) void start(root);
