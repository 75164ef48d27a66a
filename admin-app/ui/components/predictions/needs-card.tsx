import type { PredictionsView } from '../../../contract/predictions.ts';
import type { Need } from '../../../core/prediction/model-needs.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { needInWords, placeOf, weightInWords } from './needs-in-words.ts';
import './predictions.css';

/** What would make the predictions of this shop better: how much it weighs, why, and what to do; the most useful first. */
export function NeedsCard({ view: { needs } }: { readonly view: PredictionsView }) {
  return (
    <Card class="whole" title={t('need.heading')}>
      {needs.length === 0 ? (
        <p class="soft">{t('need.none')}</p>
      ) : (
        <div class="stack">
          <p class="soft">{t('need.lead')}</p>
          <ol class="needs">
            {needs.map((need) => (
              <NeedRow key={need.code} need={need} />
            ))}
          </ol>
        </div>
      )}
    </Card>
  );
}

function NeedRow({ need }: { readonly need: Need }) {
  const place = placeOf(need);
  const advice = t(`need.do.${need.code}`);
  return (
    <li>
      <NeedWeight need={need} />
      <div class="need-words">
        <h3>{t(`need.title.${need.code}`)}</h3>
        <p class="soft">{needInWords(need)}</p>
        <p>
          <span class="need-do">{t('need.do')}:</span>{' '}
          {place === null ? advice : <a href={place}>{advice}</a>}
        </p>
      </div>
    </li>
  );
}

function NeedWeight({ need }: { readonly need: Need }) {
  const { figure, of, share } = weightInWords(need);
  return (
    <div class="need-weight">
      <strong>{figure}</strong>
      <span class="small soft">{of}</span>
      {share !== null && (
        <span class="need-bar" aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
      )}
    </div>
  );
}
