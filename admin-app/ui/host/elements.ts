import type { ComponentChildren } from 'preact';

interface HostElement {
  readonly id?: string;
  readonly children?: ComponentChildren;
}

/** App Bridge's custom elements: the admin reads them, the page shows nothing of its own. */
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      's-app-nav': HostElement;
      'ui-save-bar': HostElement;
    }
  }
}
