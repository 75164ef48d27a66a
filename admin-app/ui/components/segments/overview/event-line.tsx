import type { SegmentEventView } from '../../../../contract/segments.ts';
import { fromNow, list } from '../../../language/format.ts';
import { t, textFor } from '../../../language/t.ts';
import { now } from '../../../models/shop.ts';
import { to } from '../../../navigation.ts';
import { Badge } from '../../badge.tsx';

/** One who joined or left, when and why, in one line or two. */
export function EventLine({ event }: { readonly event: SegmentEventView }) {
  return (
    <li>
      <Moved kind={event.kind} />
      <a href={to(`/customers/${event.customerId}`)}>{event.customerName}</a>
      <span class="small soft event-when">{fromNow(event.at, now())}</span>
      <span class="small soft event-why">{whyInWords(event)}</span>
    </li>
  );
}

export function Moved({ kind }: Pick<SegmentEventView, 'kind'>) {
  return <Badge tone={kind === 'joined' ? 'good' : 'due'}>{t(`events.${kind}`)}</Badge>;
}

export function whyInWords({ cause, facts, through }: SegmentEventView): string {
  if (cause === 'query edited' && through !== null) return t('events.through', { name: through });
  if (cause !== 'facts changed') return t(`events.cause.${cause}`);
  const named = facts.map((fact) => textFor('fact', fact) ?? fact);
  return t('events.cause.facts changed', { facts: list(named) });
}
