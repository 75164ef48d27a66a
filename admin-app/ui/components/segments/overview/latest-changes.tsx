import type { Instant } from '../../../../core/time.ts';
import { t } from '../../../language/t.ts';
import { segmentEvents } from '../../../models/segment-lists.ts';
import { to } from '../../../navigation.ts';
import { useModel } from '../../../services.ts';
import { ButtonLink } from '../../button.tsx';
import { Card } from '../../card.tsx';
import { Failed } from '../../notice.tsx';
import { Bones, Loading } from '../../skeleton.tsx';
import { EventLine } from './event-line.tsx';
import './overview.css';

const SHOWN = 5;

interface Props {
  readonly id: string;
  /** When members were last compared with the facts; then the list is asked for anew. */
  readonly asOf: Instant;
}

/** The last few who joined or left. */
export function LatestChanges({ id, asOf }: Props) {
  const model = useModel(({ api }) => segmentEvents(api, id, 'all'), `${id} ${asOf}`);
  const events = model.items.value;
  const failure = model.failure.value;
  const more = (
    <ButtonLink compact href={to(`/segments/${id}`, { tab: 'changes' })}>
      {t('overview.seeAllChanges')}
    </ButtonLink>
  );
  return (
    <Card title={t('overview.changes')} aside={events && events.length > 0 && more}>
      {failure && <Failed failure={failure} retry={() => void model.restart()} />}
      {events === null && !failure && (
        <Loading>
          <Bones lines={4} />
        </Loading>
      )}
      {events?.length === 0 && <p class="soft">{t('events.noneText')}</p>}
      <ul class="event-lines">
        {events?.slice(0, SHOWN).map((event) => (
          <EventLine key={event.eventId} event={event} />
        ))}
      </ul>
    </Card>
  );
}
