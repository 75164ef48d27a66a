import { percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type CurveLine, ReturnCurves } from '../charts/return-curves.tsx';

const DAYS = [0, 30, 60, 90, 180, 270, 365];

/** Shares with a next order by days since an order. */
export function CurveChart({ lines }: { readonly lines: readonly CurveLine[] }) {
  return (
    <ReturnCurves
      lines={lines}
      days={DAYS}
      nameX={t('retention.curveDays')}
      nameY={t('retention.curveShare')}
      inWords={inWords(lines)}
    />
  );
}

const TOLD_DAYS = [30, 90, 365];

function inWords(lines: readonly CurveLine[]): string {
  const told = lines.map(({ name, points }) => {
    const known = TOLD_DAYS.map((days) => points[days]).filter((each) => each !== undefined);
    const texts = known.map(({ share, days }) =>
      t('retention.curvePoint', { share: percent(share), days }),
    );
    return t('retention.curveLine', { name, points: texts.join(', ') || t('retention.notYet') });
  });
  return t('retention.curveChart', { lines: told.join('; ') });
}
