// The inbox page: fits the opened mail's frame, tells about new mails, opens and clicks many mails as their readers would.

const framesAtOnce = 4;
const pollEveryMs = 2000;

fitOpenedMail();
announceNewMails();
for (const button of document.querySelectorAll('[data-open], [data-click]'))
  button.addEventListener('click', () => actAsReaders(button));

function fitOpenedMail() {
  const frame = document.querySelector('iframe.mail-body');
  if (!frame) return;
  const growToContent = () => {
    const root = frame.contentDocument?.documentElement;
    if (!root) return;
    // A document is never shorter than its frame, so the frame is made small before it is measured.
    frame.style.height = '120px';
    frame.style.height = `${root.scrollHeight}px`;
  };
  frame.addEventListener('load', growToContent);
  addEventListener('resize', growToContent);
  if (frame.contentDocument?.readyState === 'complete') growToContent();
}

function announceNewMails() {
  const link = document.querySelector('.new-mails');
  const shownLast = Number(document.querySelector('main.inbox')?.dataset.lastId);
  setInterval(async () => {
    if (document.hidden) return;
    const { lastId } = await getJson('/inbox/api/status').catch(() => ({ lastId: shownLast }));
    const news = lastId - shownLast;
    link.hidden = news <= 0;
    link.textContent = news === 1 ? '1 new mail' : `${news} new mails`;
  }, pollEveryMs);
}

async function actAsReaders(button) {
  const { open, click } = button.dataset;
  const ids = open === 'shown' ? mailsShown() : await mailsAtRandom(Number(open ?? click));
  const label = button.textContent;
  button.disabled = true;
  let done = 0;
  await eachOf(ids, framesAtOnce, async (id) => {
    await openMail(id);
    if (click) await followMainLink(id);
    done += 1;
    button.textContent = `${label} · ${done}/${ids.length}`;
  });
  location.reload();
}

const mailsShown = () =>
  [...document.querySelectorAll('[data-mail]')].map((link) => link.dataset.mail);

async function mailsAtRandom(count) {
  const query = new URLSearchParams(document.querySelector('.mail-actions').dataset.query);
  query.set('sample', String(count));
  const { mails } = await getJson(`/inbox/api/mails?${query}`);
  return mails.map((mail) => mail.id);
}

/** A frame out of sight loads the mail with its pictures; it is done when everything has arrived. */
function openMail(id) {
  return new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.sandbox = 'allow-same-origin';
    frame.className = 'out-of-sight';
    frame.addEventListener('load', () => {
      frame.remove();
      resolve();
    });
    frame.src = `/inbox/mails/${id}/body`;
    document.body.append(frame);
  });
}

async function followMainLink(id) {
  const { links, oneClickUrl } = await getJson(`/inbox/api/mails/${id}`);
  const main = links.find((link) => /^https?:/.test(link) && !isUnsubscribing(link, oneClickUrl));
  // The answer belongs to another origin and is not ours to read; an address that is down is the mail's fault.
  if (main) await fetch(main, { mode: 'no-cors', credentials: 'omit' }).catch(() => {});
}

const isUnsubscribing = (link, oneClickUrl) => link === oneClickUrl || /unsubscribe/i.test(link);

async function eachOf(items, atOnce, act) {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function getJson(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.json();
}
