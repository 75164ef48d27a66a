/*
 * Shows push messages in the shopper's browser, whether or not a page of the shop is open. Served through the app proxy,
 * so that it belongs to the shop's own address; its reach ends at the proxy's path, and it answers for no page.
 */
self.addEventListener('push', (event) => {
  const message = event.data?.json();
  if (!message) return;
  const { title, body, url, tag, language } = message;
  // The same message twice is one notification: the second takes the place of the first.
  event.waitUntil(
    self.registration.showNotification(title, { body, tag, lang: language, data: { url } }),
  );
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow(event.notification.data.url));
});

/* The browser's maker gave this browser another address. */
self.addEventListener('pushsubscriptionchange', (event) => {
  event.waitUntil(subscribeAgain(event.oldSubscription));
});

async function subscribeAgain(old) {
  const proxy = self.registration.scope;
  const { publicKey } = await (await fetch(`${proxy}push`)).json();
  const renewed = await self.registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  });
  const headers = { 'content-type': 'application/json' };
  await fetch(`${proxy}push`, { method: 'POST', headers, body: JSON.stringify(renewed) });
  if (!old) return;
  const body = JSON.stringify({ endpoint: old.endpoint });
  await fetch(`${proxy}push/forget`, { method: 'POST', headers, body });
}
