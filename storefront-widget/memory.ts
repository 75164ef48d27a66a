/** Where the history lives: in local storage where the visitor allows it, otherwise in this page alone. */
import { type PageView, type VisitorHistory, withPageView } from './history.ts';
import { keep, readKept } from './kept.ts';

const STORAGE_KEY = 'rondo';

// Of this page: there is one page, and one visitor. What is kept was allowed on an earlier page, and is used until the
// visitor says otherwise.
let history = readHistory();
let allowed = !!history;

/** Takes note of this page view and returns all that is known. */
export function openHistory(view: PageView): VisitorHistory {
  history = withPageView(readHistory() ?? history, view);
  save();
  return history;
}

/** Takes note of what this visit has seen, or of what was closed or followed in it. */
export function remember(change: Partial<VisitorHistory>): void {
  if (!history) return;
  history = { ...history, ...change, closed: { ...history.closed, ...change.closed } };
  save();
}

/** Keeps the history from now on, or forgets what was kept. */
export function allowMemory(yes: boolean): void {
  // Only a change is written: tabs that answer each other's writing would never end.
  if (yes === allowed) return;
  allowed = yes;
  save();
}

/** Whether another tab has closed this message since this page opened. */
export function isClosedElsewhere(id: string): boolean {
  const day = readHistory()?.closed[id];
  return !!day && day !== history?.closed[id];
}

function save(): void {
  const kept = readHistory();
  // Another tab may have closed something meanwhile.
  if (history && kept && kept.customer === history.customer)
    history = { ...history, closed: { ...history.closed, ...kept.closed } };
  keep(STORAGE_KEY, allowed && history);
}

function readHistory(): VisitorHistory | null {
  // We wrote it; should something else be wrong with it, it costs a message, not the page.
  const kept = readKept(STORAGE_KEY) as VisitorHistory | null | undefined;
  return kept?.closed ? kept : null;
}
