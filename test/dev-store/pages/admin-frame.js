// The admin around the embedded app: answers what the app's bridge asks for, shows its toasts, save bar and navigation,
// and keeps the address bar at the place where the app is.

const base = '/admin/apps/rondo';
const frame = document.querySelector('iframe.app');
const appOrigin = new URL(frame.dataset.launch).origin;
const storeName = document.title.split(' · ').at(-1);
const saveBar = document.querySelector('[data-save-bar]');
const openSaveBars = [];
const waitingToLeave = [];

const answers = {
  idToken: async () => (await getJson('/admin/frame/token')).token,
  user: () => getJson('/admin/frame/user'),
  'app.extensions': () => getJson('/admin/frame/extensions'),
  'scopes.query': () => getJson('/admin/frame/scopes'),
  'scopes.request': ({ scopes }) => requestScopes(scopes),
  'scopes.revoke': ({ scopes }) => changeScopes({ revoke: scopes }),
  leaveConfirmation: () => new Promise((resolve) => waitingToLeave.push(resolve)),
};

const reports = {
  location: ({ path }) => followApp(path),
  title: ({ title }) => {
    document.title = [title, storeName].filter(Boolean).join(' · ');
  },
  navigation: ({ links }) => showAppLinks(links),
  loading: ({ active }) => {
    document.querySelector('[data-loading]').hidden = !active;
  },
  toast: showToast,
  hideToast: ({ id }) => document.getElementById(id)?.remove(),
  showSaveBar: ({ id }) => {
    if (!openSaveBars.includes(id)) openSaveBars.push(id);
    updateSaveBar();
  },
  hideSaveBar: ({ id }) => {
    openSaveBars.splice(openSaveBars.indexOf(id), openSaveBars.includes(id) ? 1 : 0);
    updateSaveBar();
  },
};

addEventListener('message', async ({ source, origin, data }) => {
  if (source !== frame.contentWindow || origin !== appOrigin || data?.devStore !== 'app') return;
  if (Object.hasOwn(reports, data.kind)) reports[data.kind](data);
  if (!Object.hasOwn(answers, data.kind)) return;
  const { number } = data;
  try {
    tell('answer', { number, result: await answers[data.kind](data) });
  } catch (error) {
    tell('answer', { number, error: String(error) });
  }
});

// The app starts only now: what it says first must not be missed.
frame.src = frame.dataset.launch;

function tell(kind, content) {
  frame.contentWindow.postMessage({ devStore: 'admin', kind, ...content }, appOrigin);
}

// Place and navigation

function followApp(path) {
  history.replaceState(history.state, '', base + (path === '/' ? '' : path));
  markCurrentLink();
}

function showAppLinks(links) {
  const list = document.querySelector('[data-app-links]');
  list.replaceChildren(
    ...links.map(({ label, href }) => {
      const link = document.createElement('a');
      link.textContent = label;
      link.href = base + href;
      link.dataset.path = href;
      link.addEventListener('click', (event) => {
        event.preventDefault();
        if (saveBar.hidden) tell('navigate', { href });
      });
      return link;
    }),
  );
  markCurrentLink();
}

/** The link whose path is the longest beginning of the app's. */
function markCurrentLink() {
  const here = location.pathname.slice(base.length) || '/';
  const links = [...document.querySelectorAll('[data-app-links] a')];
  const holding = links.filter(
    ({ dataset: { path } }) => here === path || here.startsWith(`${path}/`),
  );
  const current = holding.sort((a, b) => b.dataset.path.length - a.dataset.path.length)[0];
  for (const link of links) link.toggleAttribute('data-current', link === current);
  // On a narrow screen the navigation is a strip that scrolls sideways.
  const shown = current ?? document.querySelector('.admin-nav [aria-current]');
  shown.scrollIntoView({ block: 'nearest', inline: 'center' });
}

// Save bar

function updateSaveBar() {
  saveBar.hidden = openSaveBars.length === 0;
  if (saveBar.hidden) for (const leave of waitingToLeave.splice(0)) leave();
}

function refuseWithUnsavedChanges() {
  if (saveBar.hidden) return false;
  saveBar.animate(
    [0, -6, 6, -3, 0].map((x) => ({ transform: `translateX(${x}px)` })),
    250,
  );
  return true;
}

document.addEventListener('click', (event) => {
  if (event.target.closest('a[href]') && refuseWithUnsavedChanges()) event.preventDefault();
});

for (const button of document.querySelectorAll('[data-save-bar-action]'))
  button.addEventListener('click', () => {
    const id = openSaveBars.at(-1);
    tell('saveBarAction', { id, action: button.dataset.saveBarAction });
  });

// Toasts

function showToast({ id, message, isError, duration, action }) {
  const toast = document.createElement('div');
  toast.id = id;
  toast.className = isError ? 'toast error' : 'toast';
  toast.setAttribute('role', isError ? 'alert' : 'status');
  toast.textContent = message;
  if (action) {
    const button = document.createElement('button');
    button.textContent = action;
    button.addEventListener('click', () => tell('toastAction', { id }));
    toast.append(button);
  }
  document.querySelector('[data-toasts]').append(toast);
  setTimeout(() => toast.remove(), duration);
}

// Scopes

async function requestScopes(scopes) {
  const names = scopes.join(', ');
  if (!confirm(`Rondo asks for more access to this store:\n\n${names}\n\nAllow it?`))
    return { result: 'declined-all' };
  return { result: 'granted-all', detail: await changeScopes({ grant: scopes }) };
}

async function getJson(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}

async function changeScopes(changes) {
  const answer = await fetch('/control/api/app/scopes', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(changes),
  });
  if (!answer.ok) throw new Error(`The scopes were not changed: ${answer.status}`);
  return answer.json();
}
