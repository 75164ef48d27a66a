/**
 * What surrounds the app: Shopify's admin through App Bridge, or anything that offers the same. Nothing else in the
 * user interface knows about `window.shopify`.
 */
export interface Host {
  /** The language and region of the person at the screen, e.g. "fr-CA". */
  readonly locale: string;
  /** The shop's `*.myshopify.com` domain. */
  readonly shopDomain: string;
  readonly apiKey: string;
  /** True when the surrounding admin shows the app's navigation, so that we show none of our own. */
  readonly showsNavigation: boolean;
  /** True when the surrounding admin shows the bar with Save and Discard. */
  readonly showsSaveBar: boolean;
  /** A fresh session token for one request. */
  idToken(): Promise<string>;
  toast(message: string, kind?: 'done' | 'problem'): void;
  /** Shows or hides the admin's save bar for the `<ui-save-bar>` element with this id. */
  saveBar(elementId: string, shown: boolean): void;
  /** Calls back when the admin's own navigation leads to one of our pages. */
  onNavigate(go: (href: string) => void): void;
  /** Whether the theme shows our app embed; null where the host cannot tell. */
  embedIsOn(): Promise<boolean | null>;
}
