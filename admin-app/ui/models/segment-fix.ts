import type { Fault } from '../../core/segment/faults.ts';

export interface Fix {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** What to write where to put a fault right; null when nobody knows. */
export function fixOf({ cause, place, suggestion }: Fault): Fix | null {
  if (suggestion === null) return null;
  const end = place.offset + place.length;
  // What was opened is closed, not written over.
  const closes = cause.code === 'text not closed' || cause.code === 'comment not closed';
  return { from: closes ? end : place.offset, to: end, text: suggestion };
}

/** The query ends where it goes on: somebody is still writing. */
export function isUnfinished({ cause }: Fault): boolean {
  if (cause.code === 'text not closed') return true;
  if (cause.code === 'function without MATCHES') return false;
  return cause.code === 'expected' && cause.found === '';
}
