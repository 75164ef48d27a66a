import type { Histogram } from '../../../../core/segment/histogram.ts';
import { t } from '../../../language/t.ts';
import { Card } from '../../card.tsx';
import { HistogramChart } from '../../charts/histogram.tsx';
import { nameInWords, valueInWords } from '../words/words.ts';

/** How everybody spreads over the condition that the cursor is in. */
export function HistogramCard({ histogram }: { readonly histogram: Histogram | null }) {
  if (!histogram) return <p class="small soft histogram-hint">{t('histogram.hint')}</p>;
  const of = subjectInWords(histogram);
  return (
    <Card title={t('histogram.title', { of })}>
      <HistogramChart histogram={histogram} of={of} nameOf={valueName} />
    </Card>
  );
}

function subjectInWords({ subject, measure, kind }: Histogram): string {
  const name = nameInWords(kind === 'months' ? 'anniversary(birthday)' : subject);
  return measure === null ? name : `${name}, ${nameInWords(measure)}`;
}

/** Values of enumerations come in small letters, those of yes or no as in the text. */
function valueName(value: string): string {
  if (value === 'true') return t('builder.yes');
  if (value === 'false') return t('builder.no');
  const written = valueInWords(value.toUpperCase());
  return written === value.toUpperCase() ? value : written;
}
