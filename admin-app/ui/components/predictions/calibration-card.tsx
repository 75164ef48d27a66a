import type { ChanceScores } from '../../../core/prediction/backtest/types.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { Tone } from '../badge.tsx';
import { Card } from '../card.tsx';
import { CalibrationChart } from '../charts/calibration-chart.tsx';
import { FindingBadge } from './finding-badge.tsx';
import './predictions.css';

interface Props {
  readonly chances: ChanceScores;
  readonly firm: boolean;
}

/** Did customers order as often as was promised of them? */
export function CalibrationCard({ chances, firm }: Props) {
  const [tone, verdict] = verdictOf(chances.calibrationError);
  return (
    <Card
      title={t('calibration.title')}
      aside={<FindingBadge tone={tone} label={t(`calibration.${verdict}`)} firm={firm} />}
    >
      <div class="stack">
        <p class="finding">
          {t('calibration.text', { points: number(chances.calibrationError * 100, 1) })}
        </p>
        <CalibrationChart bins={chances.bins} />
        <p class="small soft">{t('calibration.how')}</p>
      </div>
    </Card>
  );
}

/** Three points are less than anybody acts on; ten are a tenth, the finest we say chances in. */
function verdictOf(error: number): readonly [Tone, 'close' | 'rough' | 'off'] {
  if (error <= 0.03) return ['good', 'close'];
  return error <= 0.1 ? ['due', 'rough'] : ['bad', 'off'];
}
