import { expect, it } from 'vitest';
import { type Ending, play, type Story } from './play.ts';

/** A story as data: what happens, and how it ends. */
export interface Told extends Story {
  readonly story: string;
  readonly ends: Partial<Ending>;
}

export function tell(stories: readonly Told[]): void {
  it.each(stories)('$story', ({ ends, ...story }) => {
    expect(play(story)).toMatchObject(ends);
  });
}
