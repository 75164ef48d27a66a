import type { ShopDataView, ShopExportView } from '../../../contract/data.ts';
import { dateTimeOf, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { DataModel } from '../../models/data.ts';
import { useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Notice } from '../notice.tsx';
import { Progress } from '../progress.tsx';

interface Props {
  readonly model: DataModel;
  readonly view: ShopDataView;
}

/** Everything of the shop as one file, made in the background. */
export function ExportCard({ model, view: { exported } }: Props) {
  const { host } = useServices();
  const run = async (work: Promise<string | null>) => {
    const problem = await work;
    if (problem !== null) host.toast(problem, 'problem');
  };
  const running = exported?.state === 'running';
  return (
    <Card title={t('data.export')}>
      <div class="stack">
        <p class="soft">{t('data.exportText')}</p>
        {exported && <Standing exported={exported} />}
        <div class="row">
          {exported?.state === 'ready' && (
            <Button
              kind="primary"
              icon="download"
              onClick={() => void run(model.takeExport(exported.exportId))}
            >
              {t('data.download')}
            </Button>
          )}
          {!running && (
            <Button icon="archive" onClick={() => void run(model.makeExport())}>
              {t(exported ? 'data.exportAgain' : 'data.exportStart')}
            </Button>
          )}
        </div>
      </div>
    </Card>
  );
}

function Standing({ exported }: { readonly exported: ShopExportView }) {
  const { state, customers, total, bytes, error, finishedAt } = exported;
  if (state === 'failed') {
    return (
      <Notice tone="bad" title={t('data.exportFailed')}>
        <span>{error}</span>
      </Notice>
    );
  }
  if (state === 'running') {
    const done = t('data.exportRunning', { done: number(customers), total: number(total) });
    return (
      <div class="stack tight">
        <Progress label={done} share={total === 0 ? null : customers / total} />
        <span class="small soft" role="status">
          {done}
        </span>
      </div>
    );
  }
  const ready = {
    at: finishedAt === null ? '' : dateTimeOf(finishedAt),
    customers: number(customers),
    size: number(bytes / 1_000_000, 1),
  };
  return <p role="status">{t('data.exportReady', ready)}</p>;
}
