import type { Figure, ResultsView } from '../../../contract/results.ts';
import { percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { FigureLink } from './figure-link.tsx';
import './results.css';

const MAIN: readonly Figure[] = ['entered', 'sent', 'opened', 'clicked', 'returned'];
const MINOR: readonly Figure[] = [
  'held out',
  'answered',
  'opened by machine',
  'unsubscribed',
  'not sent',
  'returned held out',
];

/** From entering to coming back, each as customers and as a share; the rest in small. */
export function Funnel({ results }: { readonly results: ResultsView }) {
  const { figures, scenarioId } = results;
  return (
    <Card class="whole">
      <ul class="funnel">
        {MAIN.map((figure) => (
          <li key={figure}>
            <span class="figure-name">{t(`figure.${figure}`)}</span>
            <FigureLink
              class="figure-value"
              scenarioId={scenarioId}
              figure={figure}
              value={figures[figure]}
            />
            <Share figure={figure} results={results} />
          </li>
        ))}
      </ul>
      <ul class="minor-figures">
        {MINOR.map((figure) => (
          <li key={figure}>
            <span class="figure-name">{t(`figure.${figure}`)}</span>
            <FigureLink scenarioId={scenarioId} figure={figure} value={figures[figure]} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Opened and clicked as a share of those who were sent something, the others of those who entered treated. */
function Share({ figure, results }: { readonly figure: Figure; readonly results: ResultsView }) {
  const { figures, lift } = results;
  if (figure === 'entered') {
    return <span class="small soft">{t('results.treatedOf', { n: lift.treated.customers })}</span>;
  }
  const ofSent = figure === 'opened' || figure === 'clicked';
  const whole = ofSent ? figures.sent : lift.treated.customers;
  if (whole === 0) return null;
  const share = figures[figure] / whole;
  return (
    <>
      <span class="small soft">
        {ofSent
          ? t('results.shareOfSent', { share: percent(share) })
          : t('results.shareOfTreated', { share: percent(share) })}
      </span>
      <div class={figure === 'returned' ? 'share-bar back' : 'share-bar'} aria-hidden="true">
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </div>
    </>
  );
}
