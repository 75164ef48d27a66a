import type { Improvement } from '../../../core/prediction/backtest/types.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { Icon } from '../icon.tsx';
import { improvementInWords } from './in-words.ts';
import './predictions.css';

/** What would make the predictions of this shop better, the most important first. */
export function ImprovementsCard({
  improvements,
}: {
  readonly improvements: readonly Improvement[];
}) {
  return (
    <Card title={t('improve.title')}>
      {improvements.length === 0 ? (
        <p class="soft">{t('improve.none')}</p>
      ) : (
        <ul class="improvements">
          {improvements.map((improvement) => (
            <li key={improvement.code}>
              <span class="improvement-mark">
                <Icon name="up" size={16} />
              </span>
              <span>{improvementInWords(improvement)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
