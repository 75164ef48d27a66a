import type { Histogram } from '../../../../core/segment/histogram.ts';
import { t } from '../../../language/t.ts';
import { Card } from '../../card.tsx';
import { HistogramChart } from '../../charts/histogram.tsx';
import { namesOf } from '../visual/options-of.ts';
import { nameInWords, valueInWords } from '../words/words.ts';

interface Props {
  readonly histogram: Histogram | null;
  /** The cursor is in a condition, but the server counted, which shows no spread. */
  readonly hidden: boolean;
}

/** How everybody spreads over the condition that the cursor is in. */
export function HistogramCard({ histogram, hidden }: Props) {
  if (!histogram) {
    return (
      <p class="small soft histogram-hint">{hidden ? t('histogram.none') : t('histogram.hint')}</p>
    );
  }
  const of = subjectInWords(histogram);
  return (
    <Card title={t('histogram.title', { of })}>
      <HistogramChart histogram={histogram} of={of} nameOf={valueNames(histogram.subject)} />
    </Card>
  );
}

function subjectInWords({ subject, measure, kind }: Histogram): string {
  const name = nameInWords(kind === 'months' ? 'anniversary(birthday)' : subject);
  return measure === null ? name : `${name}, ${nameInWords(measure)}`;
}

/** Values come in small letters, those of yes or no as in the text. */
function valueNames(subject: string): (value: string) => string {
  const nameOf = namesOf(subject);
  return (value) => {
    if (value === 'true') return t('builder.yes');
    if (value === 'false') return t('builder.no');
    const written = valueInWords(value.toUpperCase());
    return written === value.toUpperCase() ? (nameOf(value) ?? value) : written;
  };
}
