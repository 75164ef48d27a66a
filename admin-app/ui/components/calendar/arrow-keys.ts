/** Lets arrow keys go through the calendar, so that the Tab key has one stop in it. */

/** Only the first entry is a stop of the Tab key until another has had the focus. */
export function keepOneStop(list: HTMLElement | null): void {
  if (!list) return;
  const stops = stopsIn(list);
  const kept = stops.find((stop) => stop.dataset.stop !== undefined) ?? stops[0];
  for (const stop of stops) stop.tabIndex = stop === kept ? 0 : -1;
}

/** Up and down within the days' order; left and right to the day before and after, Home and End to the first and last. */
export function moveByArrow(event: KeyboardEvent): void {
  const list = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
  const from = event.target instanceof Element ? event.target.closest('a, button') : null;
  if (!list || !(from instanceof HTMLElement)) return;
  goTo(stopFrom(list, from, event.key), list, event);
}

const WEEK = 7;

/** In a list with one stop a day: left and right a day on, up and down a week. */
export function moveByDay(event: KeyboardEvent): void {
  const list = event.currentTarget instanceof HTMLElement ? event.currentTarget : null;
  if (!list) return;
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -WEEK,
    ArrowDown: WEEK,
  };
  const stops = stopsIn(list);
  const at = event.target instanceof HTMLElement ? stops.indexOf(event.target) : -1;
  const step = steps[event.key];
  if (step !== undefined && at >= 0) goTo(stops[at + step], list, event);
  else if (event.key === 'Home') goTo(stops[0], list, event);
  else if (event.key === 'End') goTo(stops.at(-1), list, event);
}

function goTo(next: HTMLElement | undefined, list: HTMLElement, event: KeyboardEvent): void {
  if (!next) return;
  event.preventDefault();
  for (const stop of stopsIn(list)) delete stop.dataset.stop;
  next.dataset.stop = '';
  keepOneStop(list);
  next.focus();
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function stopFrom(list: HTMLElement, from: HTMLElement, key: string): HTMLElement | undefined {
  const stops = stopsIn(list);
  switch (key) {
    case 'ArrowDown':
      return stops[stops.indexOf(from) + 1];
    case 'ArrowUp':
      return stops[stops.indexOf(from) - 1];
    case 'Home':
      return stops[0];
    case 'End':
      return stops.at(-1);
    case 'ArrowRight':
      return firstOfDayBeside(list, from, 1);
    case 'ArrowLeft':
      return firstOfDayBeside(list, from, -1);
    default:
      return undefined;
  }
}

/** Days without entries are passed over. */
function firstOfDayBeside(
  list: HTMLElement,
  from: HTMLElement,
  step: 1 | -1,
): HTMLElement | undefined {
  const days = [...list.children];
  const own = days.findIndex((day) => day.contains(from));
  for (let at = own + step; at >= 0 && at < days.length; at += step) {
    const day = days[at];
    const [first] = day instanceof HTMLElement ? stopsIn(day) : [];
    if (first) return first;
  }
  return undefined;
}

function stopsIn(element: HTMLElement): readonly HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>('a, button')];
}
