import type { TiersView } from '../../../contract/tiers.ts';
import { number, percent } from '../../language/format.ts';
import '../../language/tiers/texts.ts';
import { t } from '../../language/t.ts';
import { tiersSummaryModel } from '../../models/tiers-summary.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Await } from '../await.tsx';
import { ButtonLink } from '../button.tsx';
import { Card } from '../card.tsx';
import { CountedAt } from '../counted-at.tsx';
import { Bones } from '../skeleton.tsx';
import './tiers.css';

/** On the settings page: which tiers there are and how many are in each; they are drawn on a page of their own. */
export function TiersCard() {
  const model = useModel(({ api }) => tiersSummaryModel(api), 'tiers');
  return (
    <Card title={t('settings.tiers')} class="tiers-card">
      <Await of={model.view} bones={<Bones lines={3} />}>
        {(view) => (
          <div class="stack">
            {view.definition === null ? (
              <p class="soft">{t('tiers.lead')}</p>
            ) : (
              <TierCounts view={view} />
            )}
            <Assigning view={view} />
            <div>
              <ButtonLink href={to('/settings/tiers')}>
                {view.definition === null ? t('tiers.start') : t('tiers.edit')}
              </ButtonLink>
            </div>
          </div>
        )}
      </Await>
    </Card>
  );
}

/** While customers are being given their tiers, counts still change. */
export function Assigning({ view }: { readonly view: Pick<TiersView, 'assigning'> }) {
  if (!view.assigning) return null;
  return (
    <p class="small soft" role="status">
      {t('tiers.assigning')}
    </p>
  );
}

/** The highest first, each with its share of all as a bar. */
function TierCounts({ view }: { readonly view: TiersView }) {
  const { tiers, without, countedAt } = view;
  const all = tiers.reduce((sum, { customers }) => sum + customers, without ?? 0);
  const shareOf = (customers: number) => (without === null || all === 0 ? 0 : customers / all);
  return (
    <div class="stack tight">
      <ul class="tier-counts">
        {tiers.toReversed().map(({ tierId, name, customers }) => (
          <li key={tierId}>
            <span class="tier-name">{name}</span>
            <TierBar share={shareOf(customers)} />
            <span class="number">{number(customers)}</span>
            <span class="number soft small">
              {without === null ? '' : percent(shareOf(customers))}
            </span>
          </li>
        ))}
      </ul>
      <p class="small soft">
        {without === null ? t('home.counting') : t('tiers.without', { n: without })}
      </p>
      <CountedAt at={countedAt} />
    </div>
  );
}

/** Decoration: the numbers stand beside it. */
export function TierBar({ share }: { readonly share: number }) {
  return (
    <span class="tier-bar" aria-hidden="true">
      <span style={{ width: `${Math.max(share * 100, share > 0 ? 1 : 0)}%` }} />
    </span>
  );
}
