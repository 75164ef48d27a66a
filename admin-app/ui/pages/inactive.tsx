import { useLocation } from 'preact-iso';
import type { InactiveView } from '../../contract/inactive.ts';
import { RiskNotice } from '../components/append/risk-notice.tsx';
import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { CustomersTabs } from '../components/customers/customers-tabs.tsx';
import { Chosen } from '../components/inactive/chosen.tsx';
import { DefinitionCard } from '../components/inactive/definition-card.tsx';
import '../components/inactive/inactive.css';
import { Matrix } from '../components/inactive/matrix.tsx';
import { Questions } from '../components/inactive/questions.tsx';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import { fromNow } from '../language/format.ts';
import '../language/inactive/texts.ts';
import { t } from '../language/t.ts';
import { type InactiveChoice, inactiveModel, parseChoice } from '../models/inactive.ts';
import { now } from '../models/shop.ts';
import { useModel } from '../services.ts';

/** Who has gone quiet. What is listed is in the address: a question (`?list=`) or a cell (`?order=&response=`). */
export function InactivePage() {
  const choice = parseChoice(useLocation().query);
  const model = useModel(({ api }) => inactiveModel(api), 'inactive');
  return (
    <Page title={t('inactive.title')} lead={t('inactive.lead')}>
      <div class="stack">
        <CustomersTabs current="inactive" />
        <Await of={model.view} bones={<InactiveBones />}>
          {(view) => (
            <>
              <DefinitionCard definition={view.definition} model={model} />
              <RiskNotice />
              <Questions counts={view.counts} choice={choice} />
              <MatrixCard view={view} choice={choice} />
              <Chosen view={view} choice={choice} />
            </>
          )}
        </Await>
      </div>
    </Page>
  );
}

interface MatrixProps {
  readonly view: InactiveView;
  readonly choice: InactiveChoice;
}

function MatrixCard({ view, choice }: MatrixProps) {
  const { counts, counting } = view;
  if (counts === null) return <Notice>{t('inactive.firstCount')}</Notice>;
  const when = fromNow(counts.at, now());
  return (
    <Card
      title={t('inactive.matrix')}
      aside={
        <span class="small soft" role="status">
          {t(counting ? 'inactive.asOfCounting' : 'inactive.asOf', { when })}
        </span>
      }
    >
      <p class="soft">{t('inactive.matrixText')}</p>
      <Matrix counts={counts} choice={choice} />
      {counts.customers > 0 && counts.cells.every(({ response }) => response === 'never') && (
        <p class="small soft inactive-hint">{t('inactive.noResponses')}</p>
      )}
    </Card>
  );
}

function InactiveBones() {
  return (
    <div class="stack">
      <Card>
        <Bone width={30} height={20} />
        <Bones lines={3} />
      </Card>
      <div class="inactive-questions">
        {[0, 1, 2].map((nth) => (
          <Card key={nth}>
            <Bones lines={2} />
            <Bone width={40} height={34} />
          </Card>
        ))}
      </div>
      <Card>
        <Bone height={330} />
      </Card>
    </div>
  );
}
