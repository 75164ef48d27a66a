// Forms with `data-api`: their fields go to that address as JSON, and the page shows the answer's message after it has
// reloaded where it was. A field's `data-type` says what it is: list, boolean or number; numbers
// left empty are left out.

const noticeKey = 'dev-store:notice';

for (const form of document.querySelectorAll('form[data-api]'))
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const question = form.dataset.confirm;
    if (!question || confirm(question)) act(form, event.submitter);
  });
for (const field of document.querySelectorAll('[data-submit-on-change]'))
  field.addEventListener('change', () => field.form.requestSubmit());
showKeptNotice();

async function act(form, submitter) {
  if (submitter) submitter.disabled = true;
  try {
    const message = await send(form.dataset.api, fieldsOf(form, submitter));
    keepNotice(message);
    if (form.dataset.then) location.assign(form.dataset.then);
    else location.reload();
  } catch (error) {
    if (submitter) submitter.disabled = false;
    showNotice(error.message, true);
  }
}

async function send(url, fields) {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(fields),
  });
  const { message, error } = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(error ?? `The dev store answered ${answer.status}`);
  return message;
}

function fieldsOf(form, submitter) {
  const fields = {};
  for (const list of form.querySelectorAll('[data-type="list"]')) fields[list.name] = [];
  const entries = [...new FormData(form)];
  if (submitter?.name) entries.push([submitter.name, submitter.value]);
  for (const [name, text] of entries) {
    const type = typeOf(form, submitter, name);
    if (type === 'list') fields[name].push(...text.split(/[\s,]+/).filter(Boolean));
    else if (type === 'boolean') fields[name] = text === 'true';
    else if (type !== 'number') fields[name] = text;
    else if (text !== '') fields[name] = Number(text);
  }
  return fields;
}

function typeOf(form, submitter, name) {
  if (submitter?.name === name) return submitter.dataset.type;
  const field = form.elements.namedItem(name);
  return (field instanceof RadioNodeList ? field[0] : field)?.dataset.type;
}

function keepNotice(message) {
  sessionStorage.setItem(noticeKey, JSON.stringify({ message, scroll: scrollY }));
}

function showKeptNotice() {
  const kept = JSON.parse(sessionStorage.getItem(noticeKey) ?? 'null');
  sessionStorage.removeItem(noticeKey);
  if (!kept) return;
  scrollTo(0, kept.scroll);
  if (kept.message) showNotice(kept.message, false);
}

function showNotice(message, isError) {
  const notice = document.createElement('div');
  notice.className = isError ? 'toast error' : 'toast';
  notice.setAttribute('role', isError ? 'alert' : 'status');
  notice.textContent = message;
  const list = document.querySelector('.toasts') ?? document.createElement('div');
  list.className = 'toasts';
  list.replaceChildren(notice);
  document.body.append(list);
  setTimeout(() => notice.remove(), isError ? 12_000 : 6000);
}
