/*
 * The button that turns push messages on in this browser, and off again. Nothing is asked before the shopper clicks, and
 * nothing is loaded. Where the browser cannot do it, or has been told never to ask, the button stays away.
 */
customElements.define(
  'rondo-push',
  class extends HTMLElement {
    connectedCallback() {
      const able = 'serviceWorker' in navigator && 'PushManager' in window;
      if (!able || window.Shopify?.designMode || Notification.permission === 'denied') return;
      this.button = this.querySelector('button');
      this.status = this.querySelector('[role=status]');
      this.button.addEventListener('click', () => this.change());
      this.look();
    }

    /** What this browser has agreed to is known only once it has registered the worker. */
    async look() {
      const registration = await navigator.serviceWorker.getRegistration(`${this.proxy}/`);
      this.show(Boolean(await registration?.pushManager.getSubscription()));
    }

    get proxy() {
      return this.dataset.proxyPath;
    }

    show(on, words = '') {
      this.on = on;
      this.button.textContent = on ? this.dataset.turnOff : this.dataset.turnOn;
      this.status.textContent = words;
      this.hidden = false;
    }

    async change() {
      this.button.disabled = true;
      try {
        await (this.on ? this.turnOff() : this.turnOn());
      } catch {
        this.show(this.on, this.dataset.failed);
      }
      this.button.disabled = false;
    }

    async turnOn() {
      // At once: browsers take the question only as part of the click.
      if ((await Notification.requestPermission()) !== 'granted') {
        this.show(false, this.dataset.refused);
        return;
      }
      const registration = await navigator.serviceWorker.register(`${this.proxy}/push-worker.js`);
      await activated(registration);
      const { publicKey } = await (await fetch(`${this.proxy}/push`)).json();
      const subscription = await subscribe(registration.pushManager, publicKey);
      await this.tell('push', subscription);
      this.show(true, this.dataset.done);
    }

    async turnOff() {
      const registration = await navigator.serviceWorker.getRegistration(`${this.proxy}/`);
      const subscription = await registration?.pushManager.getSubscription();
      if (subscription) {
        await this.tell('push/forget', { endpoint: subscription.endpoint });
        await subscription.unsubscribe();
      }
      this.show(false);
    }

    async tell(path, body) {
      const answer = await fetch(`${this.proxy}/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`The shop answered ${answer.status}`);
    }
  },
);

/** A worker that has just been fetched takes a moment; before that nothing can be subscribed. */
function activated(registration) {
  if (registration.active) return Promise.resolve();
  const worker = registration.installing ?? registration.waiting;
  return new Promise((resolve, reject) => {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'activated') resolve();
      if (worker.state === 'redundant') reject(new Error('The worker could not be installed'));
    });
  });
}

/** A subscription under another key, from before the shop's key changed, has to go first. */
async function subscribe(pushManager, applicationServerKey) {
  const options = { userVisibleOnly: true, applicationServerKey };
  try {
    return await pushManager.subscribe(options);
  } catch (error) {
    const old = await pushManager.getSubscription();
    if (!old) throw error;
    await old.unsubscribe();
    return await pushManager.subscribe(options);
  }
}
