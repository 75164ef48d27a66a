import { useState } from 'preact/hooks';
import type { RetentionView } from '../../../contract/retention.ts';
import { type CohortRow, summarize } from '../../../core/results/cohorts.ts';
import { t } from '../../language/t.ts';
import { MEASURES, type RetentionChoice, rowsOf } from '../../models/retention.ts';
import { setQuery } from '../../navigation.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { CohortTable } from './cohort-table.tsx';
import './retention.css';
import { periodInWords } from './words.ts';

interface Props {
  readonly view: RetentionView;
  readonly choice: RetentionChoice;
}

const ROWS_AT_FIRST = 13;

/** Customers by the month of their first order, and who ordered again how many months later. */
export function CohortCard({ view, choice }: Props) {
  const [isLong, setLong] = useState(false);
  const { period, other, measure } = choice;
  const groups = [period, ...(other ? [other] : [])].map((each) => ({
    name: other ? periodInWords(each) : t('retention.all'),
    period: each,
    rows: rowsOf(view, each),
  }));
  const longest = Math.max(...groups.map(({ rows }) => rows.length));
  const hidden = isLong ? 0 : Math.max(0, longest - ROWS_AT_FIRST);
  const shown = groups.map(({ name, period: of, rows }) => ({
    name,
    period: of,
    customers: rows.reduce((sum, { customers }) => sum + customers, 0),
    summary: summarize(rows),
    rows: newestFirst(rows).slice(0, isLong ? undefined : ROWS_AT_FIRST),
  }));
  return (
    <Card flush class="whole" title={t('retention.cohorts')} aside={<MeasureChoice {...choice} />}>
      <p class="soft card-lead">{t('retention.cohortsText')}</p>
      {longest === 0 ? (
        <p class="card-lead">{t('retention.noPeriod')}</p>
      ) : (
        <CohortTable groups={shown} measure={measure} />
      )}
      {hidden > 0 && (
        <div class="table-more">
          <Button onClick={() => setLong(true)}>{t('retention.moreRows', { n: hidden })}</Button>
        </div>
      )}
      <CohortKey isShare={measure === 'share'} />
    </Card>
  );
}

function newestFirst(rows: readonly CohortRow[]): readonly CohortRow[] {
  return rows.toReversed();
}

function MeasureChoice({ measure }: Pick<RetentionChoice, 'measure'>) {
  return (
    <fieldset class="tabs" aria-label={t('retention.measure')}>
      {MEASURES.map((each) => (
        <button
          key={each}
          type="button"
          aria-current={each === measure ? 'true' : undefined}
          onClick={() => setQuery({ measure: each === 'share' ? undefined : each })}
        >
          {t(`retention.measure.${each}`)}
        </button>
      ))}
    </fieldset>
  );
}

function CohortKey({ isShare }: { readonly isShare: boolean }) {
  return (
    <ul class="cohort-key small soft">
      <li>
        {t('retention.key.less')}
        <i class="cohort-scale" aria-hidden="true" />
        {t('retention.key.more')}
      </li>
      <li>
        <i class="cohort-swatch so-far" aria-hidden="true" />
        {t('retention.key.soFar')}
      </li>
      <li>
        <i class="cohort-swatch not-yet" aria-hidden="true" />
        {t('retention.key.notYet')}
      </li>
      {isShare && (
        <li>
          <i class="cohort-swatch uncertain" aria-hidden="true" />
          {t('retention.key.small')}
        </li>
      )}
    </ul>
  );
}
