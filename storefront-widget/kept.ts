/** What this browser keeps for us, in local storage. We wrote it; what cannot be read counts as nothing. */
import { quietly } from './quietly.ts';

/** Null where nothing is kept yet, it is not ours, or storage is blocked. */
export const readKept = quietly((key: string): unknown =>
  JSON.parse(localStorage.getItem(key) ?? 'null'),
);

/** Keeps a value in place of what was kept; undefined forgets it. */
export const keep = quietly((key: string, value: unknown): void => {
  if (value) localStorage.setItem(key, JSON.stringify(value));
  else localStorage.removeItem(key);
});
