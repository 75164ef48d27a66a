import { useState } from 'preact/hooks';
import type { AudienceView } from '../../../contract/audiences.ts';
import { RequestFailed } from '../../api.ts';
import { fromNow } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { AudiencesModel } from '../../models/audiences.ts';
import { now } from '../../models/shop.ts';
import { saveFile } from '../../save-file.ts';
import { useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { FaultLine } from '../field.tsx';
import './audiences.css';
import { SyncHistory } from './sync-history.tsx';

interface Props {
  readonly audiences: readonly AudienceView[];
  readonly model: AudiencesModel;
}

/** Each audience with who is in it, what the network knows, and what can be done. */
export function AudienceList({ audiences, model }: Props) {
  return (
    <ul class="audiences">
      {audiences.map((audience) => (
        <li key={audience.audienceId}>
          <div class="stack tight">
            <strong>{audience.name}</strong>
            <span class="small soft">{stateInWords(audience)}</span>
            {audience.syncError !== null && <FaultLine text={audience.syncError} />}
          </div>
          <span class="number">{t('audiences.members', { n: audience.members })}</span>
          <Actions audience={audience} model={model} />
          {audience.target === 'http' && <SyncHistory audience={audience} />}
        </li>
      ))}
    </ul>
  );
}

function stateInWords(audience: AudienceView): string {
  const { target, externalId, pending } = audience;
  if (target === 'file') return t('audiences.file');
  const waiting = pending > 0 ? [t('audiences.pending', { n: pending })] : [];
  const known = externalId === null ? [] : [t('audiences.number', { id: externalId })];
  return [attemptInWords(audience), ...waiting, ...known].join(' · ');
}

function attemptInWords({ syncedAt, syncError }: AudienceView): string {
  if (syncedAt === null) return t('audiences.neverSynced');
  const when = fromNow(syncedAt, now());
  return syncError === null ? t('audiences.synced', { when }) : t('audiences.tried', { when });
}

interface ActionsProps {
  readonly audience: AudienceView;
  readonly model: AudiencesModel;
}

function Actions({ audience, model }: ActionsProps) {
  const { host } = useServices();
  const [asking, setAsking] = useState(false);
  const { audienceId, name } = audience;
  const isBusy = model.busy.value === audienceId;
  const of = <span class="visually-hidden">({name})</span>;

  function tell(failure: RequestFailed | null, done: string): void {
    host.toast(failure?.message ?? done, failure ? 'problem' : 'done');
  }
  async function download(): Promise<void> {
    const file = await model.download(audienceId);
    if (file instanceof RequestFailed) tell(file, '');
    else saveFile(file, `rondo-audience-${audienceId}.csv`);
  }
  async function archive(): Promise<void> {
    const failure = await model.archive(audienceId);
    setAsking(false);
    tell(failure, t('audiences.archived', { name }));
  }
  return (
    <div class="row audience-actions">
      {audience.target === 'http' && (
        <Button
          compact
          icon="sync"
          busy={isBusy && !asking}
          onClick={() => void model.sync(audienceId).then((it) => tell(it, t('audiences.syncing')))}
        >
          {t('audiences.sync')}
          {of}
        </Button>
      )}
      <Button compact icon="download" onClick={() => void download()}>
        CSV
        {of}
      </Button>
      <Button compact icon="archive" onClick={() => setAsking(true)}>
        {t('audiences.archive')}
        {of}
      </Button>
      {asking && (
        <Dialog
          title={t('audiences.archiveTitle', { name })}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('action.cancel')}</Button>
              <Button kind="danger" busy={isBusy} onClick={() => void archive()}>
                {t('audiences.archive')}
              </Button>
            </>
          }
        >
          <p>{t('audiences.archiveText', { n: audience.members })}</p>
          {audience.target === 'http' && <p class="soft">{t('audiences.archiveNetwork')}</p>}
        </Dialog>
      )}
    </div>
  );
}
