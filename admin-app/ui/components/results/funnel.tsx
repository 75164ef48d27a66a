import type { Figure, ResultsView } from '../../../contract/results.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Card } from '../card.tsx';
import { FigureLink } from './figure-link.tsx';
import './results.css';
import { shareOf } from './words.ts';

const STEPS = ['entered', 'sent', 'delivered', 'opened', 'clicked', 'returned'] as const;
const MINOR: readonly Figure[] = [
  'held out',
  'not sent',
  'bounced',
  'complained',
  'unsubscribed',
  'opened by machine',
  'answered',
  'coupon issued',
  'coupon redeemed',
  'second order',
  'returned held out',
];

/** From entering to coming back, each as customers, a share, and a bar against the widest; the rest in small. */
export function Funnel({ results }: { readonly results: ResultsView }) {
  const { figures, scenarioId, before } = results;
  return (
    <Card class="whole" title={t('results.funnel')}>
      <ol class="funnel">
        {STEPS.map((figure) => (
          <li key={figure} class={figure === 'returned' ? 'back' : undefined}>
            <span class="figure-name">{t(`figure.${figure}`)}</span>
            <FigureLink class="figure-value" {...{ scenarioId, figure }} value={figures[figure]} />
            <span class="funnel-bar" aria-hidden="true">
              <span style={{ width: `${widthOf(figures[figure], figures.entered)}%` }} />
            </span>
            <span class="small soft">
              {[
                noteOf(figure, results),
                before && t('results.was', { value: number(before.figures[figure]) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ol>
      {results.enteredAgain > 0 && (
        <p class="small entered-again">{t('results.enteredAgain', { n: results.enteredAgain })}</p>
      )}
      <ul class="minor-figures" aria-label={t('results.minor')}>
        {MINOR.filter((figure) => figures[figure] > 0 || figure === 'held out').map((figure) => (
          <li key={figure}>
            <span class="figure-name">{t(`figure.${figure}`)}</span>
            <FigureLink {...{ scenarioId, figure }} value={figures[figure]} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function widthOf(value: number, most: number): number {
  return most === 0 ? 0 : Math.max(value > 0 ? 1.5 : 0, (value / most) * 100);
}

/** Reactions as a share of those sent something, the others of those who entered and were not held out. */
function noteOf(figure: (typeof STEPS)[number], { figures }: ResultsView): string | null {
  const treated = figures.entered - figures['held out'];
  if (figure === 'entered') return null;
  const ofSent = figure === 'delivered' || figure === 'opened' || figure === 'clicked';
  const share = shareOf(figures[figure], ofSent ? figures.sent : treated);
  if (share === null) return null;
  return ofSent ? t('results.ofSent', { share }) : t('results.ofTreated', { share });
}
