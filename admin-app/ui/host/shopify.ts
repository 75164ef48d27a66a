import type { Host } from './host.ts';

/** The part of App Bridge's global that we use; its shapes are Shopify's. */
export interface AppBridge {
  readonly config: {
    readonly apiKey: string;
    readonly shop: string;
    readonly locale?: string;
  };
  idToken(): Promise<string>;
  readonly toast: {
    show(message: string, options?: { readonly isError?: boolean }): unknown;
  };
  readonly saveBar: {
    show(id: string): Promise<void>;
    hide(id: string): Promise<void>;
  };
  readonly app?: { extensions(): Promise<readonly InstalledExtension[]> };
}

export interface InstalledExtension {
  readonly type: string;
  readonly activations: readonly { readonly status?: string }[];
}

declare global {
  interface Window {
    readonly shopify?: AppBridge;
  }
}

/** Wraps App Bridge of this window; null when the page was opened outside an admin. */
export function shopifyHost(): Host | null {
  const bridge = window.shopify;
  if (!bridge?.config.shop || window.parent === window) return null;
  return {
    locale: bridge.config.locale || navigator.language,
    shopDomain: bridge.config.shop,
    apiKey: bridge.config.apiKey,
    showsNavigation: isDefined('s-app-nav'),
    showsSaveBar: isDefined('ui-save-bar'),
    idToken: () => bridge.idToken(),
    toast: (message, kind) => void bridge.toast.show(message, { isError: kind === 'problem' }),
    saveBar: (id, shown) => void (shown ? bridge.saveBar.show(id) : bridge.saveBar.hide(id)),
    onNavigate: followHostNavigation,
    embedIsOn: () => embedIsOn(bridge),
  };
}

function isDefined(element: string): boolean {
  return customElements.get(element) !== undefined;
}

/** App Bridge fires `shopify:navigate` at the `<s-app-nav>` link that was chosen in the admin's sidebar. */
function followHostNavigation(go: (href: string) => void): void {
  document.addEventListener('shopify:navigate', (event) => {
    const href = event.target instanceof Element ? event.target.getAttribute('href') : null;
    if (href) go(href);
  });
}

async function embedIsOn(bridge: AppBridge): Promise<boolean | null> {
  try {
    const extensions = (await bridge.app?.extensions()) ?? null;
    if (extensions === null) return null;
    return extensions
      .filter((extension) => extension.type === 'theme_app_extension')
      .some(({ activations }) => activations.some(({ status }) => status === 'active'));
  } catch {
    // An App Bridge that cannot answer leaves the question open; the set-up guide says so.
    return null;
  }
}
