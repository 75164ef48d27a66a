import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import '../components/settings/data.css';
import { DeleteCard } from '../components/settings/delete-card.tsx';
import { ExportCard } from '../components/settings/export-card.tsx';
import { KeptCard } from '../components/settings/kept-card.tsx';
import { RequestsCard } from '../components/settings/requests-card.tsx';
import { Bones } from '../components/skeleton.tsx';
import '../language/settings/texts.ts';
import { t } from '../language/t.ts';
import { dataModel } from '../models/data.ts';
import { to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** What is kept of the shop, and how to take it or delete it. */
export function DataPage() {
  const model = useModel(({ api }) => dataModel(api), 'data');
  return (
    <Page
      width="narrow"
      title={t('data.title')}
      lead={t('data.lead')}
      back={{ href: to('/settings'), label: t('settings.title') }}
    >
      {model.deleted.value ? (
        <Card>
          <Empty icon="check" title={t('data.deleted')}>
            {t('data.deletedText')}
          </Empty>
        </Card>
      ) : (
        <Await
          of={model.data}
          bones={
            <Card>
              <Bones lines={8} />
            </Card>
          }
        >
          {(view) => (
            <div class="stack data">
              <KeptCard model={model} view={view} />
              <ExportCard model={model} view={view} />
              <RequestsCard model={model} view={view} />
              <DeleteCard model={model} view={view} />
            </div>
          )}
        </Await>
      )}
    </Page>
  );
}
