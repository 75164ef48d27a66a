import type { HomeView } from '../../../contract/home.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { ButtonLink } from '../button.tsx';
import { Card } from '../card.tsx';
import { CountedAt } from '../counted-at.tsx';
import './home.css';

interface Props {
  readonly home: HomeView;
  readonly syncing: boolean;
}

/** How many customers are past their due date, how many of them a mail can reach, and what to do about it. */
export function OverdueCard({ home, syncing }: Props) {
  const { counts } = home;
  if (counts === null) return <Counting />;
  if (counts.customers === 0) return <NobodyYet syncing={syncing} />;
  // Before the first predictions nobody is known to be overdue; the sync says what it is at.
  if (home.model === null) return null;
  const { overdue, overdueReachable, countedAt } = counts;
  const unreachable = overdue - overdueReachable;
  return (
    <Card class="overdue">
      <div class="overdue-figure">
        <strong>{number(overdue)}</strong>
        <span>{t('home.overdue', { n: overdue, all: counts.customers })}</span>
      </div>
      {overdue > 0 && (
        <div class="stack tight">
          <div class="reach" aria-hidden="true">
            <span style={{ flexGrow: overdueReachable }} />
            {unreachable > 0 && <span style={{ flexGrow: unreachable }} />}
          </div>
          <ul class="legend">
            <li class="key-due">{t('home.reachable', { n: overdueReachable })}</li>
            {unreachable > 0 && <li>{t('home.unreachable', { n: unreachable })}</li>}
          </ul>
        </div>
      )}
      <p class="soft">{overdue > 0 ? t('home.overdueText') : t('home.nobodyOverdue')}</p>
      <CountedAt at={countedAt} />
      <div class="row">
        {home.activeScenarios === 0 ? (
          <ButtonLink kind="primary" icon="scenarios" href={to('/scenarios', { new: 'win-back' })}>
            {t('home.createWinBack')}
          </ButtonLink>
        ) : (
          <ButtonLink kind="primary" icon="scenarios" href={to('/scenarios')}>
            {t('home.activeScenarios', { n: home.activeScenarios })}
          </ButtonLink>
        )}
        <ButtonLink href={to('/customers', { list: overdue > 0 ? undefined : 'due' })}>
          {overdue > 0 ? t('home.seeOverdue') : t('home.seeDue')}
        </ButtonLink>
      </div>
    </Card>
  );
}

/** A large shop's first look. */
function Counting() {
  return (
    <Card class="overdue" title={t('home.counting')}>
      <p class="soft" role="status">
        {t('home.countingText')}
      </p>
    </Card>
  );
}

function NobodyYet({ syncing }: { readonly syncing: boolean }) {
  return (
    <Card class="overdue" title={t('home.nobodyYet')}>
      <p class="soft">{syncing ? t('home.nobodyYetSyncing') : t('home.nobodyYetText')}</p>
    </Card>
  );
}
