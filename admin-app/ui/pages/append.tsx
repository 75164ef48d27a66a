import { useLocation } from 'preact-iso';
import '../language/append/texts.ts';
import { ImportList } from '../components/append/import-list.tsx';
import { ImportSection } from '../components/append/import-view.tsx';
import { RiskCard } from '../components/append/risk-card.tsx';
import { Steps } from '../components/append/steps.tsx';
import { Await } from '../components/await.tsx';
import '../components/append/append.css';
import { Card } from '../components/card.tsx';
import { CustomersTabs } from '../components/customers/customers-tabs.tsx';
import { Page } from '../components/page.tsx';
import { Bones } from '../components/skeleton.tsx';
import { t } from '../language/t.ts';
import { appendModel } from '../models/append.ts';
import { useModel } from '../services.ts';

/** What third parties know of customers: asking them, and bringing it back. A file is in the address (`?file=`). */
export function AppendPage() {
  const { file = '' } = useLocation().query;
  const importId = /^\d{1,15}$/.test(file) ? Number(file) : null;
  return (
    <Page title={t('append.title')} lead={t('append.lead')}>
      <div class="stack">
        <CustomersTabs current="append" />
        {importId === null ? <Overview /> : <ImportSection key={importId} importId={importId} />}
      </div>
    </Page>
  );
}

function Overview() {
  const model = useModel(({ api }) => appendModel(api), 'append');
  return (
    <>
      <Await of={model.segments} bones={<CardBones />}>
        {({ segments }) => (
          <Steps
            model={model}
            segments={segments.filter(({ archivedAt }) => archivedAt === null)}
          />
        )}
      </Await>
      <Await of={model.view} bones={<CardBones />}>
        {(view) => <ImportList view={view} />}
      </Await>
      <Await of={model.addresses} bones={<CardBones />}>
        {(addresses) => <RiskCard addresses={addresses} model={model} />}
      </Await>
    </>
  );
}

function CardBones() {
  return (
    <Card>
      <Bones lines={6} />
    </Card>
  );
}
