// The control panel's customer search: suggests while somebody types.

const field = document.querySelector('[data-customer-search]');
const list = document.querySelector('[data-suggestions]');
let lastAsked = '';

field.addEventListener('input', async () => {
  const asked = field.value.trim();
  lastAsked = asked;
  if (asked === '') return showSuggestions([]);
  const answer = await fetch(`/control/api/customers?${new URLSearchParams({ q: asked })}`);
  const { customers } = await answer.json();
  // A slower answer to an earlier question must not replace the latest.
  if (asked === lastAsked) showSuggestions(customers);
});

function showSuggestions(customers) {
  list.hidden = customers.length === 0;
  list.replaceChildren(
    ...customers.map(({ id, name, email, orders }) => {
      const item = document.createElement('li');
      const link = document.createElement('a');
      link.href = `/control?customer=${id}#customer`;
      const who = document.createElement('strong');
      who.textContent = name;
      const what = document.createElement('span');
      what.className = 'quiet';
      what.textContent = `${email ?? 'no address'} · ${orders} ${orders === 1 ? 'order' : 'orders'}`;
      link.append(who, what);
      item.append(link);
      return item;
    }),
  );
}
