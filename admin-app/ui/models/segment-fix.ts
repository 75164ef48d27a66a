import type { Fault } from '../../core/segment/faults.ts';

export interface Fix {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What to write where to put a fault of the text right; null when nobody knows. */
export function fixOf({ cause, place, suggestion }: Fault, text: string): Fix | null {
  if (suggestion === null) return null;
  // What was opened is closed at the end, not written over.
  if (cause.code === 'text not closed' || cause.code === 'comment not closed')
    return { from: text.length, to: text.length, text: suggestion };
  return { from: place.offset, to: place.offset + place.length, text: suggestion };
}

/** The query ends where it goes on: somebody is still writing. */
export function isUnfinished({ cause }: Fault): boolean {
  if (cause.code === 'text not closed') return true;
  if (cause.code === 'function without MATCHES') return false;
  return cause.code === 'expected' && cause.found === '';
}
