import { useState } from 'preact/hooks';
import { SENT_ADDRESSES, type SentAddresses } from '../../../contract/append.ts';
import type { SegmentSummary } from '../../../contract/segments.ts';
import { ATTRIBUTE_SETS, type AttributeSet } from '../../../core/append/types.ts';
import type { RequestFailed } from '../../api.ts';
import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { AppendModel } from '../../models/append.ts';
import { asFailure } from '../../models/resource.ts';
import { navigate, to } from '../../navigation.ts';
import { saveFile } from '../../save-file.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Field, textOf } from '../field.tsx';
import { Failed } from '../notice.tsx';
import { Progress } from '../progress.tsx';
import { SegmentChoice } from './segment-choice.tsx';

interface Props {
  readonly model: AppendModel;
  readonly segments: readonly SegmentSummary[];
}

/** Ask about some segments, then bring back what was answered about them. */
export function Steps({ model, segments }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const segmentIds = [...chosen];
  return (
    <div class="append-steps">
      <Card title={t('append.ask')}>
        <div class="stack">
          <p class="soft">{t('append.askText')}</p>
          <SegmentChoice segments={segments} chosen={chosen} onChoose={setChosen} />
          <Ask model={model} segmentIds={segmentIds} />
        </div>
      </Card>
      <Card title={t('append.bring')}>
        <Bring model={model} segmentIds={segmentIds} />
      </Card>
    </div>
  );
}

interface StepProps {
  readonly model: AppendModel;
  readonly segmentIds: readonly number[];
}

function Ask({ model, segmentIds }: StepProps) {
  const [addresses, setAddresses] = useState<SentAddresses>('hashed');
  const { busy, failure, run } = useRequest();
  const download = () =>
    run(async () => saveFile(await model.download(segmentIds, addresses), 'rondo-customers.csv'));
  return (
    <>
      <fieldset class="append-fieldset">
        <legend>{t('append.addresses')}</legend>
        {SENT_ADDRESSES.map((how) => (
          <label key={how} class="row">
            <input
              type="radio"
              name="addresses"
              checked={addresses === how}
              onChange={() => setAddresses(how)}
            />
            <span>{t(`append.addresses.${how}`)}</span>
          </label>
        ))}
      </fieldset>
      <p class="small soft">
        {t(`append.leaves.${addresses}`)} {t('append.stays')}
      </p>
      {failure && <Failed failure={failure} />}
      <div class="row">
        <Button
          icon="download"
          busy={busy}
          disabled={segmentIds.length === 0}
          onClick={() => void download()}
        >
          {t('append.download')}
        </Button>
        {segmentIds.length === 0 && <span class="small soft">{t('append.chooseSegments')}</span>}
      </div>
    </>
  );
}

function Bring({ model, segmentIds }: StepProps) {
  const [file, setFile] = useState<File | null>(null);
  const [set, setSet] = useState<AttributeSet>('inactives');
  const sent = model.sent.value;
  const { busy, failure, run } = useRequest();
  const upload = () =>
    run(async () => {
      if (!file) return;
      const { importId } = await model.upload(file, segmentIds, set);
      await model.view.load();
      navigate(to('/customers/append', { file: importId }));
    });
  return (
    <div class="stack">
      <p class="soft">{t('append.bringText')}</p>
      <Field label={t('append.file')} hint={t('append.fileHint')}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,.txt,text/csv,text/plain"
            onChange={({ currentTarget }) => setFile(currentTarget.files?.[0] ?? null)}
          />
        )}
      </Field>
      <Field label={t('append.set')}>
        {(control) => (
          <select
            {...control}
            value={set}
            onChange={(event) =>
              setSet(ATTRIBUTE_SETS.find((each) => each === textOf(event)) ?? set)
            }
          >
            {ATTRIBUTE_SETS.map((each) => (
              <option key={each} value={each}>
                {t(`append.set.${each}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {failure && <Failed failure={failure} />}
      {sent !== null && file !== null && <Sent bytes={sent} of={file.size} />}
      <div class="row">
        <Button
          kind="primary"
          busy={busy}
          disabled={file === null || segmentIds.length === 0}
          onClick={() => void upload()}
        >
          {t('append.upload')}
        </Button>
        {segmentIds.length === 0 && <span class="small soft">{t('append.chooseSegments')}</span>}
      </div>
    </div>
  );
}

/** How much of the file has gone; what is left then is the server's reading of it. */
function Sent({ bytes, of }: { readonly bytes: number; readonly of: number }) {
  const megabytes = (size: number) => number(size / 1e6, 1);
  return (
    <div class="stack tight">
      <Progress label={t('append.upload')} share={bytes / Math.max(1, of)} />
      <span class="small soft number">
        {bytes < of
          ? t('append.sent', { sent: megabytes(bytes), of: megabytes(of) })
          : t('append.sentAll')}
      </span>
    </div>
  );
}

/** One request at a time, and why the last could not be carried out. */
export function useRequest() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  async function run(request: () => Promise<void>): Promise<void> {
    setBusy(true);
    setFailure(null);
    try {
      await request();
    } catch (error) {
      setFailure(asFailure(error));
    }
    setBusy(false);
  }
  return { busy, failure, run };
}
