import type { SegmentEventView } from '../../../../contract/segments.ts';
import { dateTimeOf } from '../../../language/format.ts';
import { t } from '../../../language/t.ts';
import { EVENT_KINDS, type EventKind, segmentEvents } from '../../../models/segment-lists.ts';
import { to } from '../../../navigation.ts';
import { useModel } from '../../../services.ts';
import { Card } from '../../card.tsx';
import { LinkTabs } from '../../tabs.tsx';
import '../../table.css';
import { Moved, whyInWords } from './event-line.tsx';
import { Paged } from './paged.tsx';

interface Props {
  readonly id: string;
  readonly kind: EventKind;
}

/** Everybody who joined or left, newest first, with time and cause. */
export function Changes({ id, kind }: Props) {
  return (
    <div class="stack">
      <LinkTabs
        label={t('events.which')}
        tabs={EVENT_KINDS.map((each) => ({
          href: to(`/segments/${id}`, { tab: 'changes', kind: each === 'all' ? undefined : each }),
          label: t(`events.kind.${each}`),
          current: each === kind,
        }))}
      />
      <Card flush>
        <List id={id} kind={kind} />
      </Card>
    </div>
  );
}

function List({ id, kind }: Props) {
  const model = useModel(({ api }) => segmentEvents(api, id, kind), `${id} ${kind}`);
  return (
    <Paged
      list={model}
      empty={{ icon: 'segments', title: t('events.none'), text: t('events.noneText') }}
    >
      {(events) => <Table events={events} />}
    </Paged>
  );
}

function Table({ events }: { readonly events: readonly SegmentEventView[] }) {
  return (
    <table class="table cards">
      <thead>
        <tr>
          <th>{t('events.column.who')}</th>
          <th>{t('events.column.what')}</th>
          <th>{t('events.column.when')}</th>
          <th>{t('events.column.why')}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.eventId}>
            <td class="wide">
              <a href={to(`/customers/${event.customerId}`)}>{event.customerName}</a>
            </td>
            <td data-label={t('events.column.what')}>
              <Moved kind={event.kind} />
            </td>
            <td data-label={t('events.column.when')}>{dateTimeOf(event.at)}</td>
            <td class="wide" data-label={t('events.column.why')}>
              {whyInWords(event)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
