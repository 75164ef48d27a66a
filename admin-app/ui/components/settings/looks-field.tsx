import { useState } from 'preact/hooks';
import type { OldLooksView, ShopDataView } from '../../../contract/data.ts';
import { t } from '../../language/t.ts';
import type { DataModel } from '../../models/data.ts';
import { resource } from '../../models/resource.ts';
import { useModel, useServices } from '../../services.ts';
import { Await } from '../await.tsx';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { PeriodField } from './period-field.tsx';

interface Props {
  readonly model: DataModel;
  readonly view: ShopDataView;
}

const CHOICES = [2, 3, 5, 10] as const;

/** How long looks are kept. A limit that deletes anything is first shown with what it deletes. */
export function LooksField({ model, view }: Props) {
  const { host } = useServices();
  const [asked, setAsked] = useState<number | null>(null);
  const { looksYears } = view;
  const choose = async (years: number | null) => {
    const isShorter = years !== null && (looksYears === null || years < looksYears);
    if (isShorter) return setAsked(years);
    const problem = await model.keepLooks(years);
    host.toast(problem ?? t('state.saved'), problem === null ? 'done' : 'problem');
  };
  return (
    <>
      <PeriodField
        // Asked anew at every choice, so that one that was not confirmed is shown as not chosen.
        key={`${asked} ${looksYears}`}
        label={t('data.keepLooks')}
        hint={t('data.keepLooksHint')}
        value={looksYears}
        choices={CHOICES}
        words="data.years"
        onChoose={(years) => void choose(years)}
      />
      {asked !== null && (
        <Confirmation model={model} years={asked} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

interface ConfirmationProps {
  readonly model: DataModel;
  readonly years: number;
  readonly onClose: () => void;
}

function Confirmation({ model, years, onClose }: ConfirmationProps) {
  const { host } = useServices();
  const [busy, setBusy] = useState(false);
  const old = useModel(({ api }) => {
    const path = '/api/data/looks';
    const counted = resource(
      `${path}?years=${years}`,
      (abort) => api.get<OldLooksView>(path, { years: String(years) }, abort),
      ({ looks }) => looks === null,
    );
    void counted.load();
    return counted;
  }, years);
  const confirm = async () => {
    setBusy(true);
    const problem = await model.keepLooks(years);
    host.toast(problem ?? t('state.saved'), problem === null ? 'done' : 'problem');
    onClose();
  };
  return (
    <Dialog
      title={t('data.looksTitle', { years: t('data.years', { n: years }) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            kind="danger"
            busy={busy}
            disabled={(old.value.value?.looks ?? null) === null}
            onClick={() => void confirm()}
          >
            {t('data.looksNow')}
          </Button>
        </>
      }
    >
      <div class="stack">
        <Await of={old} bones={<p class="soft">{t('data.looksCounting')}</p>}>
          {(counted) => <p>{countOf(counted)}</p>}
        </Await>
        <p>{t('data.looksCost')}</p>
        <p class="soft">{t('data.looksStay')}</p>
      </div>
    </Dialog>
  );
}

function countOf({ looks, exact }: OldLooksView): string {
  if (looks === null) return t('data.looksCounting');
  if (looks === 0) return t('data.looksNone');
  return t(exact ? 'data.looksExact' : 'data.looksAbout', { n: looks });
}
