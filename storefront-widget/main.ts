/**
 * The message on a shop's page: reads what the Liquid block printed, decides at once which one message this shopper
 * gets, shows it, and tells the app. It asks no server, moves nothing on the page, and on any doubt shows nothing.
 */
import { quietly } from './quietly.ts';
import { start } from './start.ts';

class RondoMessage extends HTMLElement {
  connectedCallback(): void {
    // A theme may move the element; it starts once.
    if (!this.shadowRoot) quietly(start)(this);
  }
}

// Where the theme has the script twice, the first has defined it.
quietly(() => customElements.define('rondo-message', RondoMessage))();
