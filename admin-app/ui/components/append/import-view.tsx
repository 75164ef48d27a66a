import { useState } from 'preact/hooks';
import type { ImportDetails } from '../../../contract/append.ts';
import { dateOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type ImportModel, importModel } from '../../models/append.ts';
import { navigate, to } from '../../navigation.ts';
import { useModel, useServices } from '../../services.ts';
import { Await } from '../await.tsx';
import { Badge } from '../badge.tsx';
import { Button, ButtonLink } from '../button.tsx';
import { Card } from '../card.tsx';
import { Dialog } from '../dialog.tsx';
import { Failed, Notice } from '../notice.tsx';
import { Progress } from '../progress.tsx';
import { Bones } from '../skeleton.tsx';
import { FirstLines } from './first-lines.tsx';
import { ClassValues, MappingTable } from './mapping-table.tsx';
import { ReportCard } from './report-card.tsx';
import { separatorInWords, stateInWords } from './words.ts';

/** One file: what it is, what its columns mean, what was found, and the way back. */
export function ImportSection({ importId }: { readonly importId: number }) {
  const model = useModel(({ api }) => importModel(api, importId), importId);
  return (
    <Await
      of={model.details}
      bones={
        <Card>
          <Bones lines={10} />
        </Card>
      }
    >
      {(details) => <Loaded details={details} model={model} />}
    </Await>
  );
}

interface Props {
  readonly details: ImportDetails;
  readonly model: ImportModel;
}

function Loaded({ details, model }: Props) {
  const { state, sameAs, report } = details;
  const canMap = state === 'uploaded' || state === 'checking' || state === 'checked';
  const failure = canMap ? model.failureOfWhole.value : model.failure.value;
  return (
    <>
      <Head details={details} model={model} />
      {failure && <Failed failure={failure} />}
      {sameAs && canMap && (
        <Notice tone="due">{t('append.sameAs', { day: dateOf(sameAs.at) })}</Notice>
      )}
      {canMap && <MappingCard details={details} model={model} />}
      {report && state !== 'checking' && (
        <ReportCard details={details} report={report} model={model} />
      )}
    </>
  );
}

function Head({ details, model }: Props) {
  const { fileName, createdAt, rows, set, segments, state, progress, customers } = details;
  const [undoing, setUndoing] = useState(false);
  const named = segments.map(({ name }) => name).join(', ');
  return (
    <Card
      title={fileName}
      aside={<Badge tone={state === 'done' ? 'good' : 'quiet'}>{stateInWords(state)}</Badge>}
    >
      <div class="stack">
        <p class="soft">
          {[
            dateOf(createdAt),
            t('append.rows', { n: rows }),
            `${t('append.set')} ${t(`append.set.${set}`)}`,
            named,
          ].join(' · ')}
        </p>
        <p class="small soft">
          {t('append.readAs', {
            encoding: (details.encoding ?? '').toUpperCase(),
            separator: separatorInWords(details.separator),
          })}
        </p>
        {progress !== null && (
          <div class="stack tight" role="status">
            <Progress
              label={t('append.progress', { state: stateInWords(state), file: fileName })}
              share={progress}
            />
            <span class="small soft">{t('append.goOn')}</span>
          </div>
        )}
        <div class="row">
          <ButtonLink href={to('/customers/append')} icon="back">
            {t('append.allFiles')}
          </ButtonLink>
          {(state === 'done' || state === 'importing') && (
            <Button icon="undo" onClick={() => setUndoing(true)}>
              {t('append.undo')}
            </Button>
          )}
          {(state === 'uploaded' || state === 'checked') && <Delete model={model} />}
        </div>
      </div>
      {undoing && (
        <Dialog
          title={t('append.undoTitle', { file: fileName })}
          onClose={() => setUndoing(false)}
          actions={
            <>
              <Button onClick={() => setUndoing(false)}>{t('action.cancel')}</Button>
              <Button
                kind="danger"
                onClick={() => {
                  setUndoing(false);
                  void model.undo();
                }}
              >
                {t('append.undo')}
              </Button>
            </>
          }
        >
          <p>{t('append.undoText', { n: customers })}</p>
        </Dialog>
      )}
    </Card>
  );
}

function Delete({ model }: Pick<Props, 'model'>) {
  const { host } = useServices();
  const remove = async () => {
    if (!(await model.remove())) return;
    host.toast(t('append.deleted'), 'done');
    navigate(to('/customers/append'));
  };
  return (
    <Button icon="remove" onClick={() => void remove()}>
      {t('append.delete')}
    </Button>
  );
}

function MappingCard({ details, model }: Props) {
  const mapping = model.mapping.value;
  if (!mapping) return null;
  const isChecked = details.report !== null && !model.isEdited.value;
  return (
    <Card title={t('append.mapping')}>
      <div class="stack">
        <p class="soft">{t('append.mappingText')}</p>
        <MappingTable
          details={details}
          mapping={mapping}
          edit={model.edit}
          failure={model.failure.value}
        />
        <FirstLines details={details} mapping={mapping} />
        <ClassValues details={details} mapping={mapping} edit={model.edit} />
        <div class="row">
          <Button
            kind={isChecked ? 'plain' : 'primary'}
            busy={details.state === 'checking'}
            onClick={() => void model.check()}
          >
            {t(isChecked ? 'append.checkAgain' : 'append.check')}
          </Button>
        </div>
      </div>
    </Card>
  );
}
