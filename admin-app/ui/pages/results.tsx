import { useLocation } from 'preact-iso';
import type { ResultsView } from '../../contract/results.ts';
import { Await } from '../components/await.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { BlocksCard } from '../components/results/blocks-card.tsx';
import { CustomersDrawer } from '../components/results/customers-drawer.tsx';
import { Funnel } from '../components/results/funnel.tsx';
import { LiftCard } from '../components/results/lift-card.tsx';
import { AnswersCard, RevenueCard } from '../components/results/side-cards.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import { dateOf } from '../language/format.ts';
import { t } from '../language/t.ts';
import {
  answerLabels,
  type FigureChoice,
  parseFigureChoice,
  resultsModel,
} from '../models/results.ts';
import { setQuery, to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** What a scenario brought. `?figure=` (with `block` or `answer`) opens the customers behind a number. */
export function ResultsPage({ id }: { readonly id: string }) {
  const model = useModel(({ api }) => resultsModel(api, id), id);
  const choice = parseFigureChoice(useLocation().query);
  const results = model.results.value.value;
  const labels = answerLabels(model.scenario.value.value);
  return (
    <Page
      title={results ? t('results.titleOf', { name: results.name }) : t('results.title')}
      lead={results && leadOf(results)}
      back={{ href: to(`/scenarios/${id}`), label: results?.name ?? t('scenario.title') }}
    >
      <Await of={model.results} bones={<ResultsBones />}>
        {(view) => <Content results={view} labels={labels} />}
      </Await>
      {choice && (
        <CustomersDrawer
          scenarioId={id}
          choice={choice}
          of={nameOf(choice, results, labels)}
          labels={labels}
          onClose={() => setQuery({ figure: undefined, block: undefined, answer: undefined })}
        />
      )}
    </Page>
  );
}

interface ContentProps {
  readonly results: ResultsView;
  readonly labels: ReadonlyMap<string, string>;
}

function Content({ results, labels }: ContentProps) {
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
  return (
    <div class="results">
      <Funnel results={results} />
      <LiftCard results={results} />
      <div class="stack">
        <RevenueCard results={results} />
        <AnswersCard results={results} labels={labels} />
      </div>
      <BlocksCard results={results} />
    </div>
  );
}

function leadOf({ since, windowDays }: ResultsView): string {
  if (since === null) return t('results.lead');
  return t('results.since', { day: dateOf(since), n: windowDays });
}

function nameOf(
  { block, answer }: FigureChoice,
  results: ResultsView | null,
  labels: ReadonlyMap<string, string>,
): string | null {
  if (answer) return labels.get(answer) ?? answer;
  if (!block) return null;
  return results?.byBlock.find((each) => each.blockId === block)?.name ?? block;
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
