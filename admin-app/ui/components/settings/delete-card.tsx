import { useState } from 'preact/hooks';
import type { ShopDataView } from '../../../contract/data.ts';
import { fromNow, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { DataModel } from '../../models/data.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../field.tsx';

interface Props {
  readonly model: DataModel;
  readonly view: ShopDataView;
}

/** Names the shop and how many customers it concerns, and asks for the name before anything is deleted. */
export function DeleteCard({ model, view }: Props) {
  const [open, setOpen] = useState(false);
  const { shop, customers, countedAt, now } = view;
  if (customers === null) {
    return (
      <Card title={t('data.delete')}>
        <p class="soft" role="status">
          {t('data.deleteCounting')}
        </p>
      </Card>
    );
  }
  return (
    <Card title={t('data.delete')}>
      <div class="stack">
        <p class="soft">{t('data.deleteText', { shop, customers: number(customers) })}</p>
        {countedAt !== null && (
          <p class="small soft">{t('data.counted', { when: fromNow(countedAt, now) })}</p>
        )}
        <div>
          <Button kind="danger" onClick={() => setOpen(true)}>
            {t('data.deleteStart', { shop })}
          </Button>
        </div>
      </div>
      {open && <Confirmation {...{ model, shop, customers }} onClose={() => setOpen(false)} />}
    </Card>
  );
}

interface ConfirmationProps {
  readonly model: DataModel;
  readonly shop: string;
  readonly customers: number;
  readonly onClose: () => void;
}

function Confirmation({ model, shop, customers, onClose }: ConfirmationProps) {
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const confirm = async () => {
    setBusy(true);
    setFault(await model.deleteEverything(name));
    setBusy(false);
  };
  return (
    <Dialog
      title={t('data.delete')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            kind="danger"
            busy={busy}
            disabled={name.trim() !== shop.trim()}
            onClick={() => void confirm()}
          >
            {t('data.deleteNow', { n: customers })}
          </Button>
        </>
      }
    >
      <div class="stack">
        <p>{t('data.deleteText', { shop, customers: number(customers) })}</p>
        <TextField
          label={t('data.deleteName', { shop })}
          value={name}
          fault={fault}
          onInput={setName}
        />
      </div>
    </Dialog>
  );
}
