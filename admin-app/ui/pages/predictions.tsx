import type { PredictionsView } from '../../contract/predictions.ts';
import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { Page } from '../components/page.tsx';
import { AccuracyCard, NoTestCard } from '../components/predictions/accuracy-card.tsx';
import { CalibrationCard } from '../components/predictions/calibration-card.tsx';
import { FoundCard } from '../components/predictions/found-card.tsx';
import { HistoryCard } from '../components/predictions/history-card.tsx';
import { LevelsCard } from '../components/predictions/levels-card.tsx';
import { NeedsCard } from '../components/predictions/needs-card.tsx';
import { CoverageCard, ExpectedCard } from '../components/predictions/promise-cards.tsx';
import { StandardFigures } from '../components/predictions/standard-figures.tsx';
import { StandingCard } from '../components/predictions/standing-card.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import '../language/predictions/texts.ts';
import { t } from '../language/t.ts';
import { type PredictionsModel, predictionsModel } from '../models/predictions.ts';
import { saveFile } from '../save-file.ts';
import { useModel, useServices } from '../services.ts';

/** Whether predictions are there and fresh, and how good they were on the shop's own past. */
export function PredictionsPage() {
  const model = useModel(({ api }) => predictionsModel(api), 'predictions');
  return (
    <Page title={t('predictions.title')} lead={t('predictions.lead')}>
      <Await of={model.predictions} bones={<PredictionsBones />}>
        {(view) => <Content view={view} model={model} />}
      </Await>
    </Page>
  );
}

interface ContentProps {
  readonly view: PredictionsView;
  readonly model: PredictionsModel;
}

function Content({ view, model }: ContentProps) {
  const { host } = useServices();
  const { backtest } = view;
  const scores = backtest?.scores ?? null;
  const firm = !view.needs.some(({ code }) => code === 'few returns');

  async function fitAgain(): Promise<void> {
    const problem = await model.fitAgain();
    if (problem === null) host.toast(t('predictions.started'));
    else host.toast(problem, 'problem');
  }

  async function download(): Promise<void> {
    const file = await model.downloadCases();
    if (typeof file === 'string') host.toast(file, 'problem');
    else saveFile(file, `rondo-back-test-${backtest?.asOfDay}.csv`);
  }

  return (
    <div class="predictions">
      <StandingCard view={view} starting={model.starting.value} onFit={() => void fitAgain()} />
      {backtest && scores ? (
        <>
          <AccuracyCard
            backtest={backtest}
            scores={scores}
            firm={firm}
            downloading={model.downloading.value}
            onDownload={() => void download()}
          />
          <div class="stack">
            <CalibrationCard chances={scores.chances} firm={firm} />
            <CoverageCard coverage={scores.coverage} firm={firm} />
          </div>
          <div class="stack">
            <FoundCard overdue={scores.overdue} firm={firm} />
            <ExpectedCard orders={scores.orders} />
          </div>
        </>
      ) : (
        view.model?.enough && <NoTestCard view={view} />
      )}
      {(backtest || view.needs.length > 0) && <NeedsCard view={view} />}
      <LevelsCard view={view} scores={scores} />
      <HistoryCard history={view.history} />
      {scores && (
        <div class="whole">
          <StandardFigures scores={scores} />
        </div>
      )}
    </div>
  );
}

function PredictionsBones() {
  return (
    <div class="predictions">
      <Card class="whole">
        <Bone width={30} height={22} />
        <Bones lines={2} />
      </Card>
      <Card class="whole">
        <Bone width={70} height={26} />
        <Bone height={120} />
      </Card>
      <Card>
        <Bone height={280} />
      </Card>
      <Card>
        <Bone height={280} />
      </Card>
    </div>
  );
}
