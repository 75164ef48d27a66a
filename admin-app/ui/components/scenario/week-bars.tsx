import { day, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type Rehearsal, weeksOf } from '../../models/dry-run.ts';
import { Behind } from '../charts/behind.tsx';
import './dry-run.css';

const HEIGHT = 64;
const BAR = 10;

/** Who would have entered and what would have been sent, week by week; the numbers are behind it. */
export function WeekBars({ days }: Pick<Rehearsal, 'days'>) {
  const weeks = weeksOf(days);
  if (weeks.length === 0) return <p class="soft">{t('dryRun.nobody')}</p>;
  return (
    <section class="stack tight">
      <h3>{t('dryRun.perWeek')}</h3>
      <Bars name={t('dryRun.entered')} look="entered" values={weeks.map((each) => each.entered)} />
      <Bars name={t('dryRun.sends')} look="sends" values={weeks.map((each) => each.sends)} />
      <p class="week-ends small soft" aria-hidden="true">
        <span>{day(weeks[0]?.day ?? '')}</span>
        <span>{day(weeks.at(-1)?.day ?? '')}</span>
      </p>
      <Behind
        about={t('dryRun.perWeek')}
        heads={[t('dryRun.week'), t('dryRun.entered'), t('dryRun.sends')]}
        rows={weeks.map((week) => [day(week.day), number(week.entered), number(week.sends)])}
      />
    </section>
  );
}

interface BarsProps {
  readonly name: string;
  readonly look: 'entered' | 'sends';
  readonly values: readonly number[];
}

function Bars({ name, look, values }: BarsProps) {
  const most = Math.max(1, ...values);
  return (
    <figure class="week-bars">
      <figcaption class="small soft">
        {name} <span class="number">{t('dryRun.atMost', { n: Math.max(0, ...values) })}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${values.length * BAR} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {values.map((value, at) => {
          const height = (value / most) * HEIGHT;
          return (
            <rect
              // A week has nothing to be told apart by but its place.
              key={at}
              class={look}
              x={at * BAR + 1}
              y={HEIGHT - height}
              width={BAR - 2}
              height={height}
            />
          );
        })}
      </svg>
    </figure>
  );
}
