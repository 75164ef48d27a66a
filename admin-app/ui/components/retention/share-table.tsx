import type { ComponentChildren } from 'preact';
import { type CurvePoint, LANDMARK_DAYS } from '../../../core/results/survival.ts';
import { daysShort, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { PeopleChoice } from '../../models/retention.ts';
import { PeopleLink } from './people-link.tsx';
import { intervalInWords, shareInWords } from './words.ts';

export interface ShareRow {
  readonly key: string;
  /** In words, for those who hear it. */
  readonly name: string;
  readonly heading: ComponentChildren;
  readonly size: string;
  readonly shares: readonly (CurvePoint | null)[];
  /** Whose customers a share opens; the days are added. */
  readonly choice: PeopleChoice;
  /** Begins another group of rows. */
  readonly first?: boolean;
}

interface Props {
  readonly about: string;
  readonly heading: string;
  readonly rows: readonly ShareRow[];
}

/** Shares with a next order within 30 to 365 days, one row per group; each opens its customers. */
export function ShareTable({ about, heading, rows }: Props) {
  return (
    <div class="share-scroll">
      <table class="shares" aria-label={about}>
        <thead>
          <tr>
            <th scope="col">{heading}</th>
            {LANDMARK_DAYS.map((days) => (
              <th key={days} scope="col" class="amount">
                <span class="shares-within">{t('retention.column.within', { n: days })}</span>
                <span class="shares-days" aria-hidden="true">
                  {daysShort(days)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} class={row.first === false ? 'joined' : undefined}>
              <th scope="row">
                {row.heading}
                <small>{row.size}</small>
              </th>
              {LANDMARK_DAYS.map((days, i) => (
                <Share key={days} row={row} days={days} point={row.shares[i] ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ShareProps {
  readonly row: ShareRow;
  readonly days: number;
  readonly point: CurvePoint | null;
}

function Share({ row, days, point }: ShareProps) {
  if (point === null) return <td class="amount faint">{t('retention.notYet')}</td>;
  const label = t('retention.shareText', { name: row.name, days, share: shareInWords(point) });
  return (
    <td class={point.uncertain ? 'amount uncertain' : 'amount'}>
      <PeopleLink choice={{ ...row.choice, days }} label={label}>
        {percent(point.share)}
        {point.uncertain && <small>{intervalInWords(point.low, point.high)}</small>}
      </PeopleLink>
    </td>
  );
}
