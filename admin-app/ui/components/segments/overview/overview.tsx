import type { SegmentView } from '../../../../contract/segments.ts';
import { fromNow } from '../../../language/format.ts';
import { t } from '../../../language/t.ts';
import type { SegmentModel } from '../../../models/segment.ts';
import { now } from '../../../models/shop.ts';
import { to } from '../../../navigation.ts';
import { Await } from '../../await.tsx';
import { ButtonLink } from '../../button.tsx';
import { Card } from '../../card.tsx';
import { SizeChart } from '../../charts/size-chart.tsx';
import { CountedAt } from '../../counted-at.tsx';
import { Bone } from '../../skeleton.tsx';
import { Channel } from '../preview/preview-card.tsx';
import '../preview/preview.css';
import { QueryPieces } from '../text/query-pieces.tsx';
import { queryInWords } from '../words/query-in-words.ts';
import './overview.css';
import { LatestChanges } from './latest-changes.tsx';

interface Props {
  readonly id: string;
  readonly segment: SegmentView;
  readonly model: SegmentModel;
}

/** What there is to know of a segment at a glance. */
export function Overview({ id, segment, model }: Props) {
  return (
    <div class="segment-overview">
      <ReachCard segment={segment} />
      <QueryCard id={id} segment={segment} />
      <Card class="whole" title={t('overview.size')}>
        <Await of={model.sizes} bones={<Bone height={240} />}>
          {({ sizes }) =>
            sizes.length > 1 ? (
              <SizeChart sizes={sizes} />
            ) : (
              <p class="soft">
                {t('overview.sizeNew', { when: fromNow(segment.createdAt, now()) })}
              </p>
            )
          }
        </Await>
      </Card>
      <LatestChanges id={id} asOf={segment.evaluatedAt} />
      <UsedByCard segment={segment} />
    </div>
  );
}

function ReachCard({ segment: { reach, reachCountedAt } }: { readonly segment: SegmentView }) {
  return (
    <Card title={t('overview.reach')}>
      {reach === null ? (
        <p class="soft">{t('home.beingCounted')}</p>
      ) : (
        <div class="answer-channels">
          <Channel channel="email" reach={reach.email} />
          <Channel channel="sms" reach={reach.sms} />
        </div>
      )}
      <CountedAt at={reachCountedAt} />
    </Card>
  );
}

/** The query as it is saved. */
function QueryCard({ id, segment }: Pick<Props, 'id' | 'segment'>) {
  return (
    <Card
      title={t('overview.query')}
      aside={
        segment.archivedAt === null && (
          <ButtonLink compact href={to(`/segments/${id}`, { tab: 'conditions' })}>
            {t('action.edit')}
          </ButtonLink>
        )
      }
    >
      {segment.query.trim() === '' ? (
        <p>{t('builder.everybody')}</p>
      ) : (
        <div class="stack">
          <p>{queryInWords(segment.query)}</p>
          <p class="saved-query">
            <QueryPieces text={segment.query} wrong={segment.fault?.fault.place ?? null} />
          </p>
        </div>
      )}
    </Card>
  );
}

function UsedByCard({ segment: { usedBy } }: { readonly segment: SegmentView }) {
  const users = [
    ...usedBy.scenarios.map(({ scenarioId, name }) => ({
      href: to(`/scenarios/${scenarioId}`),
      kind: t('overview.inScenario'),
      name,
    })),
    ...usedBy.segments.map(({ segmentId, name }) => ({
      href: to(`/segments/${segmentId}`),
      kind: t('overview.inSegment'),
      name,
    })),
  ];
  return (
    <Card title={t('overview.usedBy')}>
      {users.length === 0 ? (
        <p class="soft">{t('overview.unused')}</p>
      ) : (
        <ul class="stack tight">
          {users.map(({ href, kind, name }) => (
            <li key={href}>
              <a href={href}>{name}</a> <span class="small soft">{kind}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
