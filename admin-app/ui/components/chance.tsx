import './chance.css';
import { tenths } from '../language/format.ts';
import { t } from '../language/t.ts';

const TENTHS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** A chance as so many of ten cases, drawn and in words; people misjudge per cents. */
export function Chance({ chance }: { readonly chance: number | null }) {
  if (chance === null) return <span class="faint">{t('prediction.notEnough')}</span>;
  return (
    <span class="chance">
      <Tenths full={tenths(chance)} />
      <span class="number">{chanceInWords(chance)}</span>
    </span>
  );
}

/** The same as a fact of its own: the words in front, the drawing below, where both are narrow. */
export function ChanceFact({ chance }: { readonly chance: number }) {
  return (
    <span class="chance tall">
      {chanceInWords(chance)}
      <Tenths full={tenths(chance)} />
    </span>
  );
}

function Tenths({ full }: { readonly full: number }) {
  return (
    <svg width="58" height="14" viewBox="0 0 58 14" aria-hidden="true">
      {TENTHS.map((tenth) => (
        <rect
          key={tenth}
          class={tenth < full ? 'full' : ''}
          x={tenth * 6}
          width="4"
          height="14"
          rx="2"
        />
      ))}
    </svg>
  );
}

export function chanceInWords(chance: number): string {
  const full = tenths(chance);
  if (full === 0) return t('chance.rare');
  if (full === 10) return t('chance.sure');
  return t('chance.tenths', { tenths: full });
}
