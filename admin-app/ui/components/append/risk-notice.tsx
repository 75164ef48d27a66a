import '../../language/append/texts.ts';
import { t } from '../../language/t.ts';
import { addressesModel } from '../../models/append.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { ButtonLink } from '../button.tsx';
import { Notice } from '../notice.tsx';

/** How many inactive customers would not be mailed because of their address; nothing where there are none. */
export function RiskNotice() {
  const model = useModel(({ api }) => addressesModel(api), 'addresses');
  const reasons = model.addresses.value.value?.reasons ?? [];
  const blocked = reasons
    .filter(({ verdict }) => verdict === 'no')
    .reduce((sum, { inactive }) => sum + inactive, 0);
  if (blocked === 0) return null;
  return (
    <Notice>
      <span>{t('append.atRisk', { n: blocked })}</span>
      <ButtonLink compact href={to('/customers/append')}>
        {t('append.atRiskLink')}
      </ButtonLink>
    </Notice>
  );
}
