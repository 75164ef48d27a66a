import { fold } from '../../../../core/segment/fold.ts';

export interface SuggestOption {
  readonly id: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly group?: string;
}

export interface Numbered {
  readonly option: SuggestOption;
  readonly index: number;
}

const MOST = 80;

/** All words that were typed are in what the option says, in any order. */
export function fitting(
  options: readonly SuggestOption[],
  typed: string,
): readonly SuggestOption[] {
  const wanted = plain(typed).split(/\s+/);
  return options
    .filter(({ id, label, note = '' }) => {
      const text = plain(`${label} ${note} ${id}`);
      return wanted.every((word) => text.includes(word));
    })
    .slice(0, MOST);
}

/** The first whose name begins with what was typed, else the first. */
export function likeliest(options: readonly SuggestOption[], typed: string): number {
  const wanted = plain(typed.trim());
  return Math.max(
    0,
    options.findIndex(({ label }) => plain(label).startsWith(wanted)),
  );
}

/** By the groups they are in, in their order; numbered as the keys go through them. */
export function grouped(
  options: readonly SuggestOption[],
): readonly (readonly [group: string, members: readonly Numbered[]])[] {
  const groups = new Map<string, Numbered[]>();
  for (const [index, option] of options.entries()) {
    const name = option.group ?? '';
    groups.set(name, [...(groups.get(name) ?? []), { option, index }]);
  }
  return [...groups];
}

/** The next or previous one; round at the ends. −1 is none. */
export function stepped(active: number, step: 1 | -1, count: number): number {
  if (active < 0) return step === 1 ? 0 : count - 1;
  return (active + step + count) % count;
}

/** Without case and accents, as people type when they search. */
function plain(text: string): string {
  return fold(text).normalize('NFD').replace(/\p{M}/gu, '');
}
