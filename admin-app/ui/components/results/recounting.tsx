import type { Recounting } from '../../../contract/results.ts';
import { t } from '../../language/t.ts';
import { Notice } from '../notice.tsx';
import { Progress } from '../progress.tsx';

/** While the history is counted by new rules: how far it is. It can be left. */
export function RecountingNotice({ of }: { readonly of: Recounting | null }) {
  if (of === null) return null;
  const { counted, total } = of;
  return (
    <Notice title={t('results.recounting')}>
      <Progress label={t('results.recounting')} share={total ? counted / total : null} />
      <span class="small">
        {total ? t('results.recountingText', { counted, total }) : t('results.recountingStart')}
      </span>
    </Notice>
  );
}
