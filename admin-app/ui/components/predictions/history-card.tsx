import type { FitRecord } from '../../../contract/predictions.ts';
import { dateTimeOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import '../table.css';
import { verdictInWords } from './in-words.ts';
import './predictions.css';

/** The last fits, those turned down too, each with why. */
export function HistoryCard({ history }: { readonly history: readonly FitRecord[] }) {
  if (history.length === 0) return null;
  return (
    <Card flush class="whole" title={t('history.title')}>
      <table class="table cards fits">
        <thead>
          <tr>
            <th>{t('history.when')}</th>
            <th>{t('history.cause')}</th>
            <th>{t('history.data')}</th>
            <th>{t('history.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {history.map((fit) => (
            <Row key={fit.modelId} fit={fit} />
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Row({ fit }: { readonly fit: FitRecord }) {
  const { customers, orders } = fit;
  return (
    <tr>
      <td data-label={t('history.when')}>{dateTimeOf(fit.fittedAt)}</td>
      <td data-label={t('history.cause')}>{t(`fitCause.${causeOf(fit)}`)}</td>
      <td class="wide" data-label={t('history.data')}>
        {t('history.of', { customers, orders })}
      </td>
      <td class="wide verdict">
        <Standing fit={fit} />
        <span>{verdictInWords(fit.verdict)}</span>
      </td>
    </tr>
  );
}

/** What comes every night is no reason for the first: nothing had been calculated before it. */
function causeOf({ cause, verdict }: FitRecord) {
  return cause === 'nightly' && verdict.code === 'first' ? 'first' : cause;
}

function Standing({ fit }: { readonly fit: FitRecord }) {
  if (fit.inUse) return <Badge tone="good">{t('history.inUse')}</Badge>;
  return fit.accepted ? (
    <Badge>{t('history.accepted')}</Badge>
  ) : (
    <Badge tone="bad">{t('history.rejected')}</Badge>
  );
}
