import { t } from '../../language/t.ts';
import { Badge, type Tone } from '../badge.tsx';

interface Props {
  readonly tone: Tone;
  readonly label: string;
  /** False where so few came back that the figures are rough themselves. */
  readonly firm: boolean;
}

/** The short answer to a card's question; none is given on figures that prove nothing yet. */
export function FindingBadge({ tone, label, firm }: Props) {
  return firm ? <Badge tone={tone}>{label}</Badge> : <Badge>{t('accuracy.rough')}</Badge>;
}
