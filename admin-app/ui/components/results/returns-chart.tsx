import type { CurvePoint } from '../../../core/results/survival.ts';
import { number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Behind } from '../charts/behind.tsx';
import { type CurveLine, ReturnCurves } from '../charts/return-curves.tsx';

interface Props {
  readonly treated: readonly CurvePoint[];
  readonly heldOut: readonly CurvePoint[];
}

const MOST_DAYS = 90;
const DAYS = [0, 7, 30, 60, MOST_DAYS];

/** Shares back by days since entering: treated as a line with its band, held out beside it. */
export function ReturnsChart({ treated, heldOut }: Props) {
  const all: readonly CurveLine[] = [
    { look: 'first', name: t('results.treated'), points: within(treated) },
    { look: 'held-out', name: t('results.heldOut'), points: within(heldOut) },
  ];
  const lines = all.filter(({ points }) => points.length > 0);
  return (
    <div class="stack tight">
      <ReturnCurves
        lines={lines}
        days={DAYS}
        nameX={t('results.sinceEntering')}
        nameY={t('results.backShare')}
        inWords={inWords(lines)}
      />
      <Behind
        about={t('results.returns')}
        heads={[t('results.sinceEntering'), ...lines.map(({ name }) => name)]}
        rows={DAYS.slice(1).map((days) => [
          number(days),
          ...lines.map(({ points }) => {
            const point = points[days];
            return point ? percent(point.share) : '–';
          }),
        ])}
      />
    </div>
  );
}

function within(points: readonly CurvePoint[]): readonly CurvePoint[] {
  return points.filter(({ days }) => days <= MOST_DAYS);
}

function inWords(lines: readonly CurveLine[]): string {
  const told = lines.map(({ name, points }) => {
    const texts = DAYS.slice(1).flatMap((days) => {
      const point = points[days];
      return point ? [t('results.returnsPoint', { share: percent(point.share), days })] : [];
    });
    return t('results.returnsLine', { name, points: texts.join(', ') || '–' });
  });
  return t('results.returnsChart', { lines: told.join('; ') });
}
