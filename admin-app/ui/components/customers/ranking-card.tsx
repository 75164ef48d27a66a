import type { ComingView, DecidedOther, DecisionView } from '../../../contract/customers.ts';
import { dateTimeOf, fromNow } from '../../language/format.ts';
import { blockInWords, refusalInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
import { rankingModel } from '../../models/customer.ts';
import { now } from '../../models/shop.ts';
import { useModel } from '../../services.ts';
import { Card } from '../card.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { More } from '../more.tsx';
import { Failed } from '../notice.tsx';
import { Bones, Loading } from '../skeleton.tsx';
import './ranking.css';
import { competitorInWords, otherInWords } from './ranking-words.ts';

/** What comes to this customer and when; what was sent, what was not, each with the reason. */
export function RankingCard({ customerId }: { readonly customerId: number }) {
  const model = useModel(({ api }) => rankingModel(api, customerId), customerId);
  const decisions = model.items.value;
  const failure = model.failure.value;
  return (
    <Card title={t('customer.ranking')}>
      {failure && decisions === null && (
        <Failed failure={failure} retry={() => void model.restart()} />
      )}
      {decisions === null && !failure && (
        <Loading>
          <Bones lines={5} />
        </Loading>
      )}
      {decisions !== null && (
        <div class="stack">
          <Coming coming={model.coming.value ?? []} />
          <div class="stack tight">
            <h3>{t('customer.ranking.past')}</h3>
            {decisions.length === 0 && <p class="soft">{t('customer.ranking.none')}</p>}
            <ol class="decisions">
              {decisions.map((decision) => (
                <Decision key={decision.decisionId} decision={decision} />
              ))}
            </ol>
            <More list={model} older />
          </div>
        </div>
      )}
    </Card>
  );
}

function Coming({ coming }: { readonly coming: readonly ComingView[] }) {
  return (
    <div class="stack tight">
      <h3>{t('customer.ranking.coming')}</h3>
      {coming.length === 0 && <p class="soft">{t('customer.ranking.nothing')}</p>}
      <ol class="coming">
        {coming.map((each) => (
          <ComingLine
            key={`${each.kind} ${each.scenario.scenarioId} ${each.blockName}`}
            coming={each}
          />
        ))}
      </ol>
    </div>
  );
}

const ICONS: Readonly<Record<string, IconName>> = {
  email: 'mail',
  sms: 'sms',
  push: 'bell',
  'on-site': 'onSite',
};

function ComingLine({ coming }: { readonly coming: ComingView }) {
  const { kind, scenario, blockName, channel, at, reason } = coming;
  const what =
    scenario.kind === 'one customer'
      ? t('customer.ranking.own')
      : t('customer.ranking.from', { block: blockInWords(blockName), scenario: scenario.name });
  return (
    <li>
      <Icon name={kind === 'step' ? 'clock' : (ICONS[channel ?? ''] ?? 'mail')} size={16} />
      <span>{what}</span>
      <span class="small soft">
        {at === null ? (
          t('customer.ranking.whenever')
        ) : (
          <time dateTime={new Date(at).toISOString()} title={fromNow(at, now())}>
            {dateTimeOf(at)}
          </time>
        )}
        {reason && ` · ${refusalInWords(reason)}`}
      </span>
    </li>
  );
}

function Decision({ decision }: { readonly decision: DecisionView }) {
  const { at, confirmedAt, winner, others, moved, classesReason } = decision;
  return (
    <li>
      <time class="small soft" dateTime={new Date(at).toISOString()}>
        {dateTimeOf(at)}
        {confirmedAt !== null &&
          `, ${t('customer.ranking.confirmed', { when: dateTimeOf(confirmedAt) })}`}
      </time>
      <ul>
        <li class={winner ? 'went' : 'nothing'}>
          <Icon name={winner ? 'check' : 'pause'} size={15} />
          <span>
            {winner
              ? t('customer.ranking.sent', { what: competitorInWords(winner) })
              : t('customer.ranking.nobody')}
            {winner && others.length > 0 && (
              <span class="small soft why">{t('customer.ranking.because')}</span>
            )}
          </span>
        </li>
        {others.map((other, nth) => (
          <Other key={nth} other={other} />
        ))}
      </ul>
      {moved.map(({ competitor, priorityClass, reason }, nth) => (
        <p key={nth} class="small soft">
          {t('customer.ranking.moved', {
            what: competitorInWords(competitor),
            class: t(`customer.class.${priorityClass}`),
            reason,
          })}
        </p>
      ))}
      {classesReason && (
        <p class="small soft">{t('customer.ranking.classes', { reason: classesReason })}</p>
      )}
    </li>
  );
}

function Other({ other }: { readonly other: DecidedOther }) {
  return (
    <li class={other.until === null ? 'dropped' : 'held'}>
      <Icon name={other.until === null ? 'close' : 'clock'} size={15} />
      <span>
        {standingInWords(other)}
        {other.standing !== 'next' && other.standing !== 'later' && (
          <span class="small soft why">{otherInWords(other)}</span>
        )}
      </span>
    </li>
  );
}

function standingInWords({ competitor, until, standing }: DecidedOther): string {
  const what = competitorInWords(competitor);
  if (standing === 'next') return t('customer.ranking.waits', { what });
  if (until === null) return t('customer.ranking.dropped', { what });
  const when = dateTimeOf(until);
  return standing === 'later'
    ? t('customer.ranking.later', { what, when })
    : t('customer.ranking.heldUntil', { what, when });
}
