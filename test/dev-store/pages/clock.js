// Keeps the store's clock on the page right, also when it is moved in another tab.

const clocks = document.querySelectorAll('[data-clock]');
setInterval(readClock, 10_000);
document.addEventListener('visibilitychange', readClock);

async function readClock() {
  if (document.hidden) return;
  // A dev store that is being restarted will answer next time.
  const answer = await fetch('/control/api/clock').catch(() => null);
  if (!answer?.ok) return;
  const { shown } = await answer.json();
  for (const clock of clocks) clock.textContent = shown;
}
