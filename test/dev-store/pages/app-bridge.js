// The dev store's stand-in for App Bridge, at `/app-bridge.js`. The embedded app loads it as the first script of its head,
// neither async nor deferred, after <meta name="shopify-api-key">; it defines `window.shopify` and talks to the admin
// around the frame by messages. Only what an app like Rondo uses is here, with the names and shapes of the real one.
(() => {
  const adminOrigin = new URL(document.currentScript.src).origin;
  const embedded = window.parent !== window;
  const launchParameters = 'embedded hmac host id_token locale session shop timestamp'.split(' ');

  // Messages

  let lastNumber = 0;
  const answers = new Map();

  function nextNumber() {
    lastNumber += 1;
    return lastNumber;
  }

  /** Tells the admin something; nothing comes back. */
  function tell(kind, content = {}) {
    if (embedded) parent.postMessage({ devStore: 'app', kind, ...content }, adminOrigin);
  }

  /** Asks the admin; resolves with its answer. */
  function ask(kind, content = {}) {
    if (!embedded)
      return Promise.reject(new Error(`shopify.${kind} works only inside the admin's frame`));
    return new Promise((resolve, reject) => {
      const number = nextNumber();
      answers.set(number, { resolve, reject });
      tell(kind, { number, ...content });
    });
  }

  function receive({ source, origin, data }) {
    if (source !== parent || origin !== adminOrigin || data?.devStore !== 'admin') return;
    if (data.kind === 'answer') settle(data);
    else if (data.kind === 'navigate') navigate(data.href);
    else if (data.kind === 'toastAction') toastActions.get(data.id)?.();
    else if (data.kind === 'saveBarAction') saveBars.get(data.id)?.[data.action]?.();
  }

  function settle({ number, result, error }) {
    const waiting = answers.get(number);
    answers.delete(number);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error));
  }

  // Configuration and session tokens

  /** Shop, host and locale come with the launch; later documents of the same frame remember them. */
  function readConfig() {
    const query = new URLSearchParams(location.search);
    const remembered = JSON.parse(sessionStorage.getItem('dev-store:launch') ?? '{}');
    const read = (name) => query.get(name) ?? remembered[name] ?? '';
    const launch = { shop: read('shop'), host: read('host'), locale: read('locale') || 'en' };
    sessionStorage.setItem('dev-store:launch', JSON.stringify(launch));
    const apiKey = document.querySelector('meta[name="shopify-api-key"]')?.content ?? '';
    return { apiKey, ...launch };
  }

  /** Requests to the app's own origin carry a fresh token; a refused one is retried once with another. */
  function authorizeOwnRequests() {
    const plainFetch = window.fetch.bind(window);
    window.fetch = async (input, init) => {
      const request = new Request(input, init);
      const ours = new URL(request.url).origin === location.origin;
      if (!ours || request.headers.has('Authorization')) return plainFetch(request);
      const again = request.clone();
      const answer = await plainFetch(await withToken(request));
      const retry = answer.headers.get('X-Shopify-Retry-Invalid-Session-Request') === '1';
      return retry ? plainFetch(await withToken(again)) : answer;
    };
  }

  async function withToken(request) {
    request.headers.set('Authorization', `Bearer ${await ask('idToken')}`);
    return request;
  }

  // The admin's address bar, title and navigation

  function reportPlace() {
    for (const method of ['pushState', 'replaceState']) {
      const original = history[method].bind(history);
      history[method] = (...args) => {
        original(...args);
        reportLocation();
      };
    }
    addEventListener('popstate', reportLocation);
    addEventListener('hashchange', reportLocation);
    reportLocation();
    const observer = new MutationObserver(reportTitle);
    observer.observe(document, { subtree: true, childList: true });
  }

  function reportLocation() {
    const url = new URL(location.href);
    for (const name of launchParameters) url.searchParams.delete(name);
    tell('location', { path: url.pathname + url.search + url.hash });
  }

  let lastTitle = '';
  function reportTitle() {
    if (document.title === lastTitle) return;
    lastTitle = document.title;
    tell('title', { title: lastTitle });
  }

  /** Apps with a router may listen for `shopify:navigate`; in all others the link is simply followed. */
  function navigate(href) {
    const before = location.href;
    const links = [...document.querySelectorAll('s-app-nav [href]')];
    const link = links.find((each) => each.getAttribute('href') === href);
    link?.dispatchEvent(new CustomEvent('shopify:navigate', { bubbles: true }));
    if (location.href !== before) return;
    if (link instanceof HTMLAnchorElement) link.click();
    else location.assign(href);
  }

  /** Where a link into the admin leads in this dev store: `https://{shop}/admin/…` and `shopify://admin/…`. */
  function addressInAdmin(href) {
    const own = /^shopify:(?:\/\/)?(admin\b.*)$/.exec(href);
    if (own) return `${adminOrigin}/${own[1]}`;
    const url = new URL(href, location.href);
    const isAdmin = url.host === window.shopify.config.shop && url.pathname.startsWith('/admin');
    return isAdmin ? adminOrigin + url.pathname + url.search : null;
  }

  function openAdminLinks() {
    addEventListener(
      'click',
      (event) => {
        const link = event.target.closest?.('a[href]');
        const address = link && addressInAdmin(link.getAttribute('href'));
        if (!address) return;
        event.preventDefault();
        window.open(address, link.target === '_blank' ? '_blank' : '_top');
      },
      true,
    );
  }

  class AppNav extends HTMLElement {
    connectedCallback() {
      this.hidden = true;
      this.observer = new MutationObserver(() => this.report());
      this.observer.observe(this, { subtree: true, childList: true, attributes: true });
      this.report();
    }

    disconnectedCallback() {
      this.observer.disconnect();
    }

    report() {
      const links = [...this.querySelectorAll('[href]')]
        .filter((link) => link.getAttribute('rel') !== 'home')
        .map((link) => ({ label: link.textContent.trim(), href: link.getAttribute('href') }));
      tell('navigation', { links });
    }
  }

  // Toasts

  const toastActions = new Map();

  function showToast(message, options = {}) {
    const { isError = false, duration = 5000, action, onAction } = options;
    const id = `toast-${nextNumber()}`;
    if (onAction) toastActions.set(id, onAction);
    tell('toast', { id, message: String(message), isError, duration, action });
    return id;
  }

  // Save bars: the admin shows Save and Discard, here is what they do

  const saveBars = new Map();

  function openSaveBar(id, actions) {
    saveBars.set(id, actions);
    tell('showSaveBar', { id });
  }

  /** The buttons inside `<ui-save-bar id>` are what Save (`variant="primary"`) and Discard press. */
  async function showSaveBar(id) {
    const buttons = [...(document.getElementById(id)?.querySelectorAll('button') ?? [])];
    const save = buttons.find((button) => button.getAttribute('variant') === 'primary');
    const discard = buttons.find((button) => button !== save);
    openSaveBar(id, { save: () => save?.click(), discard: () => discard?.click() });
  }

  async function hideSaveBar(id) {
    if (saveBars.delete(id)) tell('hideSaveBar', { id });
  }

  function toggleSaveBar(id) {
    return saveBars.has(id) ? hideSaveBar(id) : showSaveBar(id);
  }

  /** Resolves when leaving is fine: at once without unsaved changes, otherwise once they are dealt with. */
  async function leaveConfirmation() {
    if (saveBars.size > 0) await ask('leaveConfirmation');
  }

  class SaveBar extends HTMLElement {
    connectedCallback() {
      this.hidden = true;
    }

    disconnectedCallback() {
      this.hide();
    }

    get showing() {
      return saveBars.has(this.id);
    }

    show() {
      return showSaveBar(this.id);
    }

    hide() {
      return hideSaveBar(this.id);
    }
  }

  /** `<form data-save-bar>`: the bar appears with the first change and goes with submit or reset. */
  function watchForms() {
    const names = new WeakMap();
    const nameOf = (form) => {
      if (!names.has(form)) names.set(form, `form-${nextNumber()}`);
      return names.get(form);
    };
    const watched = (target) => target.closest?.('form[data-save-bar]');
    addEventListener('input', ({ target }) => {
      const form = watched(target);
      if (!form) return;
      const actions = { save: () => form.requestSubmit(), discard: () => form.reset() };
      openSaveBar(nameOf(form), actions);
    });
    for (const ending of ['submit', 'reset'])
      addEventListener(ending, ({ target }) => {
        const form = watched(target);
        if (form) hideSaveBar(nameOf(form));
      });
  }

  window.shopify = {
    config: readConfig(),
    environment: { embedded, mobile: false, pos: false },
    origin: adminOrigin,
    ready: Promise.resolve(),
    idToken: () => ask('idToken'),
    user: () => ask('user'),
    loading: (active = true) => tell('loading', { active: Boolean(active) }),
    toast: { show: showToast, hide: (id) => tell('hideToast', { id }) },
    saveBar: { show: showSaveBar, hide: hideSaveBar, toggle: toggleSaveBar, leaveConfirmation },
    scopes: {
      query: () => ask('scopes.query'),
      request: (scopes) => ask('scopes.request', { scopes }),
      revoke: (scopes) => ask('scopes.revoke', { scopes }),
    },
    app: { extensions: () => ask('app.extensions') },
  };

  addEventListener('message', receive);
  if (embedded) authorizeOwnRequests();
  reportPlace();
  watchForms();
  openAdminLinks();
  customElements.define('s-app-nav', AppNav);
  customElements.define('ui-save-bar', SaveBar);
})();
