import { useLocation } from 'preact-iso';
import type { ResultsView } from '../../contract/results.ts';
import { Await } from '../components/await.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { ResultsActions } from '../components/results/actions.tsx';
import { BlocksCard } from '../components/results/blocks-card.tsx';
import { CustomersDrawer, closeDrawer } from '../components/results/customers-drawer.tsx';
import { Funnel } from '../components/results/funnel.tsx';
import { groupInWords, tradeInWords } from '../components/results/group-table.tsx';
import { GroupsCard, parseGroupedBy } from '../components/results/groups-card.tsx';
import { LiftCard } from '../components/results/lift-card.tsx';
import { PeriodBar } from '../components/results/period-bar.tsx';
import { RecountingNotice } from '../components/results/recounting.tsx';
import { CouponsCard, ReturnsCard } from '../components/results/returns-card.tsx';
import { AnswersCard, ReasonsCard, RevenueCard } from '../components/results/side-cards.tsx';
import { headlineOf, periodInWords } from '../components/results/words.ts';
import { Bone, Bones } from '../components/skeleton.tsx';
import { day, money } from '../language/format.ts';
import { refusalInWords } from '../language/history.ts';
import '../language/results/texts.ts';
import { t } from '../language/t.ts';
import {
  answerLabels,
  exportPaths,
  type FigureChoice,
  parseFigureChoice,
  parsePeriodChoice,
  resultsModel,
} from '../models/results.ts';
import { to } from '../navigation.ts';
import { useModel } from '../services.ts';

/**
 * What a scenario or campaign brought. The period, the groups and `?figure=`, which opens the customers behind a number,
 * are in the address.
 */
export function ResultsPage({ id }: { readonly id: string }) {
  const { query } = useLocation();
  const period = parsePeriodChoice(query);
  const model = useModel(({ api }) => resultsModel(api, id, period), JSON.stringify([id, period]));
  const choice = parseFigureChoice(query);
  const results = model.results.value.value;
  const labels = answerLabels(model.scenario.value.value);
  return (
    <Page
      title={results ? t('results.titleOf', { name: results.name }) : t('results.title')}
      lead={leadOf(results)}
      back={{
        href: to(`/${results?.kind === 'campaign' ? 'campaigns' : 'scenarios'}/${id}`),
        label: results?.name ?? t('scenario.title'),
      }}
      actions={results?.since ? <Actions results={results} /> : undefined}
    >
      <Await of={model.results} bones={<ResultsBones />}>
        {(view) => (
          <Content results={view} labels={labels} by={parseGroupedBy(query.group)} query={query} />
        )}
      </Await>
      {choice && results && (
        <CustomersDrawer
          scenarioId={id}
          choice={choice}
          period={results.period}
          of={nameOf(choice, results, labels)}
          labels={labels}
          onClose={closeDrawer}
        />
      )}
    </Page>
  );
}

/** For the trade that it was made for, where it was made for one. */
function leadOf(results: ResultsView | null): string {
  const trade = tradeInWords(results?.trade ?? null);
  return trade === null
    ? t('results.lead')
    : `${t('results.lead')} ${t('results.madeFor', { trade })}`;
}

function Actions({ results }: { readonly results: ResultsView }) {
  const { scenarioId, period } = results;
  const all: FigureChoice = { figure: 'entered', days: undefined, by: undefined, value: undefined };
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
          path: exportPaths.customers(scenarioId, { ...all, figure: 'ordered' }, period),
          fileName: 'rondo-orders.csv',
        },
        {
          label: t('results.export.customers'),
          path: exportPaths.customers(scenarioId, all, period),
          fileName: 'rondo-customers.csv',
        },
      ]}
    />
  );
}

interface ContentProps {
  readonly results: ResultsView;
  readonly labels: ReadonlyMap<string, string>;
  readonly by: ReturnType<typeof parseGroupedBy>;
  readonly query: Readonly<Record<string, string>>;
}

function Content({ results, labels, by, query }: ContentProps) {
  if (results.since === null) {
    return (
      <Card>
        <Empty
          icon="chart"
          title={t('results.none')}
          action={
            <ButtonLink kind="primary" href={to(`/scenarios/${results.scenarioId}`)}>
              {t('results.toScenario')}
            </ButtonLink>
          }
        >
          {t('results.noneText')}
        </Empty>
      </Card>
    );
  }
  const { period, today, windowDays, revenueMinor, before } = results;
  return (
    <>
      <PeriodBar choice={parsePeriodChoice(query)} period={period} today={today} />
      <p class="print-only">
        {t('results.printed', { name: results.name, period: periodInWords(period) })}
      </p>
      <div class="results-headline">
        <p class="headline">{headlineOf(results)}.</p>
        <p class="soft">
          {revenueMinor > 0 && t('results.headline.worth', { money: money(revenueMinor) })}{' '}
          {before && t('results.comparedWith', { from: day(before.from), to: day(before.to) })}
        </p>
      </div>
      <RecountingNotice of={results.recounting} />
      <div class="results">
        <Funnel results={results} />
        <div class="stack">
          <LiftCard lift={results.lift} windowDays={windowDays} />
          <ReasonsCard results={results} />
        </div>
        <div class="stack">
          <RevenueCard results={results} />
          <CouponsCard results={results} />
          <AnswersCard results={results} labels={labels} />
        </div>
        <ReturnsCard results={results} />
        <BlocksCard results={results} />
        <GroupsCard results={results} by={by} />
      </div>
    </>
  );
}

/** What the figure is narrowed to, in words. */
function nameOf(
  { by, value = '', days }: FigureChoice,
  results: ResultsView,
  labels: ReadonlyMap<string, string>,
): string | null {
  switch (by) {
    case undefined:
      return days === undefined ? null : t('results.within', { n: Number(days) });
    case 'answer':
      return labels.get(value) ?? value;
    case 'reason':
      return refusalInWords(value);
    case 'step':
      return results.byBlock.find((each) => each.blockId === value)?.name ?? value;
    default: {
      const dimension = parseGroupedBy(by);
      const group = results.groups[dimension].find((each) => each.value === value);
      return groupInWords(dimension, { value, label: group?.label ?? null });
    }
  }
}

function ResultsBones() {
  return (
    <div class="results">
      <Card class="whole">
        <Bone width={60} height={54} />
        <Bones lines={1} />
      </Card>
      <Card>
        <Bones lines={3} />
        <Bone height={160} />
      </Card>
      <Card>
        <Bones lines={6} />
      </Card>
    </div>
  );
}
