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
export function rememberShown(id: string, customer: number | null): void {
  if (history) save({ ...history, shown: id, shownTo: customer });
}

/** Takes note of a message that was closed or followed today. */
export function rememberClosed(id: string): void {
  if (history) save(history, { [id]: history.viewedDay });
}

/** Keeps the history from now on, or forgets what was kept. */
export function allowMemory(yes: boolean): void {
  // Only a change is written: tabs that answer each other's writing would never end.
  if (yes === allowed) return;
  allowed = yes;
  if (history) save(history);
}

/** Whether another tab has closed this message since this page opened. */
export function isClosedElsewhere(id: string): boolean {
  const day = readKept()?.closed[id];
  return !!day && day !== history?.closed[id];
}

const save = quietly((changed: VisitorHistory, closing?: Readonly<Record<string, number>>) => {
  const kept = readKept();
  // Another tab may have closed something meanwhile.
  const elsewhere = kept?.customer === changed.customer ? kept.closed : {};
  history = { ...changed, closed: { ...changed.closed, ...elsewhere, ...closing } };
  if (allowed) localStorage.setItem(STORAGE_KEY, JSON.stringify(history));
  else localStorage.removeItem(STORAGE_KEY);
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
