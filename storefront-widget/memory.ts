/** Where the history lives: in local storage where the visitor allows it, otherwise in this page alone. */
import { type PageView, type VisitorHistory, withPageView } from './history.ts';
import { isRecord } from './parse.ts';
import { quietly } from './quietly.ts';

const STORAGE_KEY = 'rondo';

// Of this page: there is one page, and one visitor. What is kept was allowed on an earlier page, and is used until the
// visitor says otherwise.
let history = readKept();
let allowed = !!history;

/** Takes note of this page view and returns all that is known. */
export function openHistory(view: PageView): VisitorHistory {
  const opened = withPageView(readKept() ?? history, view);
  save(opened);
  return opened;
}

/** Takes note of the message that this visit has seen. */
export function rememberShown(id: string): void {
  if (history) save({ ...history, shown: id });
}

/** Takes note of a message that was closed or followed today. */
export function rememberClosed(id: string): void {
  if (history) save(history, { [id]: history.viewedDay });
}

/** Keeps the history from now on, or forgets what was kept. */
export const allowMemory = quietly((yes: boolean) => {
  allowed = yes;
  if (!yes) localStorage.removeItem(STORAGE_KEY);
  if (history) save(history);
});

/** Calls back when another tab has closed this message. */
export function onClosedElsewhere(id: string, callback: () => void): void {
  const look = quietly(() => {
    const day = readKept()?.closed[id];
    if (day && day !== history?.closed[id]) callback();
  });
  addEventListener('storage', look);
  // A page that comes back from the back-forward cache has missed what happened meanwhile.
  addEventListener('pageshow', look);
}

const save = quietly((changed: VisitorHistory, closing?: Readonly<Record<string, number>>) => {
  const kept = readKept();
  // Another tab may have closed something meanwhile.
  const elsewhere = kept?.customer === changed.customer ? kept.closed : {};
  history = { ...changed, closed: { ...changed.closed, ...elsewhere, ...closing } };
  if (allowed) localStorage.setItem(STORAGE_KEY, JSON.stringify(history));
});

function readKept(): VisitorHistory | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '');
    // We wrote it; should something else be wrong with it, it costs a message, not the page.
    return isRecord(kept) && isRecord(kept.closed) ? (kept as unknown as VisitorHistory) : null;
  } catch {
    return null; // Nothing kept yet, not ours, or storage is blocked.
  }
}
