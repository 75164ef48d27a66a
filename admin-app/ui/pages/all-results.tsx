import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import {
  OVERVIEW_DIMENSIONS,
  type ResultsGroupsView,
  type ResultsOverview,
} from '../../contract/results.ts';
import { Await } from '../components/await.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { ResultsActions } from '../components/results/actions.tsx';
import { CustomersDrawer, closeDrawer } from '../components/results/customers-drawer.tsx';
import { groupInWords } from '../components/results/group-table.tsx';
import { AllGroupsCard, parseAllGroupedBy } from '../components/results/groups-card.tsx';
import { PeriodBar } from '../components/results/period-bar.tsx';
import { RecountingNotice } from '../components/results/recounting.tsx';
import { RulesDialog } from '../components/results/rules-dialog.tsx';
import { ScenariosCard } from '../components/results/scenarios-card.tsx';
import { ShopCard } from '../components/results/shop-card.tsx';
import { periodInWords, shareOf } from '../components/results/words.ts';
import { Bone, Bones } from '../components/skeleton.tsx';
import { day, money } from '../language/format.ts';
import '../language/results/texts.ts';
import { t } from '../language/t.ts';
import {
  exportPaths,
  type FigureChoice,
  groupsModel,
  overviewModel,
  type PeriodChoice,
  parseFigureChoice,
  parsePeriodChoice,
} from '../models/results.ts';
import { setQuery, to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** All scenarios and campaigns side by side, and what the shop took in. `?rules=1` opens what counts. */
export function AllResultsPage() {
  const { query } = useLocation();
  const choice = parsePeriodChoice(query);
  const model = useModel(({ api }) => overviewModel(api, choice), JSON.stringify(choice));
  const by = parseAllGroupedBy(query.group);
  const { groups } = useModel(
    ({ api }) => groupsModel(api, by, choice),
    JSON.stringify([by, choice]),
  );
  const overview = model.overview.value.value;
  const figure = parseFigureChoice(query);
  return (
    <Page
      title={t('results.title')}
      lead={t('results.lead')}
      actions={overview && began(overview, choice) ? <Actions overview={overview} /> : undefined}
    >
      <Await of={model.overview} bones={<OverviewBones />}>
        {(view) => (
          <Content overview={view} choice={choice}>
            <AllGroupsCard by={by} of={groups} />
          </Content>
        )}
      </Await>
      {figure && overview && (
        <CustomersDrawer
          scenarioId={null}
          choice={figure}
          period={overview.period}
          of={choiceInWords(figure, groups.value.value)}
          labels={new Map()}
          onClose={closeDrawer}
        />
      )}
      {query.rules === '1' && (
        <RulesDialog
          onClose={() => setQuery({ rules: undefined })}
          onSaved={() => {
            setQuery({ rules: undefined });
            void model.overview.load();
          }}
        />
      )}
    </Page>
  );
}

function Actions({ overview: { period } }: { readonly overview: ResultsOverview }) {
  return (
    <ResultsActions
      exports={[
        {
          label: t('results.export.figures'),
          path: exportPaths.figures(period),
          fileName: 'rondo-results.csv',
        },
        {
          label: t('results.export.orders'),
          path: exportPaths.customers(null, { figure: 'ordered' }, period),
          fileName: 'rondo-orders.csv',
        },
      ]}
    />
  );
}

interface ContentProps {
  readonly overview: ResultsOverview;
  readonly choice: ReturnType<typeof parsePeriodChoice>;
  /** By group, below the scenarios. */
  readonly children: ComponentChildren;
}

function Content({ overview, choice, children }: ContentProps) {
  const { shop, period, today, before } = overview;
  const share = shareOf(shop.attributedMinor, shop.revenueMinor);
  if (!began(overview, choice)) return <NothingYet />;
  return (
    <>
      <PeriodBar choice={choice} period={period} today={today} />
      <p class="print-only">
        {t('results.printed', { name: t('results.title'), period: periodInWords(period) })}
      </p>
      <div class="results-headline">
        <p class="headline">
          {shop.attributedOrders === 0
            ? t('results.headline.none')
            : t('results.headline.shop', {
                n: shop.attributedOrders,
                money: money(shop.attributedMinor),
              })}
          .
        </p>
        <p class="soft">
          {share !== null &&
            shop.attributedOrders > 0 &&
            t('results.headline.share', { share, all: money(shop.revenueMinor) })}{' '}
          {before && t('results.comparedWith', { from: day(before.from), to: day(before.to) })}
        </p>
      </div>
      <RecountingNotice of={overview.recounting} />
      <div class="results">
        <ShopCard overview={overview} onRules={() => setQuery({ rules: '1' })} />
        {overview.scenarios.length > 0 ? <ScenariosCard overview={overview} /> : <NothingYet />}
        {overview.scenarios.length > 0 && children}
      </div>
    </>
  );
}

/** What a list is narrowed to, in words. */
function choiceInWords(
  { by, value = '' }: FigureChoice,
  view: ResultsGroupsView | null,
): string | null {
  if (by === 'scenario') return t('results.singleCustomers');
  const dimension = OVERVIEW_DIMENSIONS.find((each) => each === by);
  if (dimension === undefined) return null;
  const label = view?.groups.find((each) => each.value === value)?.label ?? null;
  return groupInWords(dimension, { value, label });
}

/** Without a first day, "all time" would be today alone, and look as if the shop had sold nothing. */
function began({ since }: ResultsOverview, { from }: PeriodChoice): boolean {
  return since !== null || from !== undefined;
}

function NothingYet() {
  return (
    <Card class="whole">
      <Empty
        icon="results"
        title={t('results.none')}
        action={
          <ButtonLink kind="primary" href={to('/scenarios')}>
            {t('results.toScenarios')}
          </ButtonLink>
        }
      >
        {t('results.noneAll')}
      </Empty>
    </Card>
  );
}

function OverviewBones() {
  return (
    <div class="results">
      <Card class="whole">
        <Bone width={60} height={54} />
        <Bone height={180} />
      </Card>
      <Card class="whole">
        <Bones lines={6} />
      </Card>
    </div>
  );
}
