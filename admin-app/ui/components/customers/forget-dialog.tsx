import { useState } from 'preact/hooks';
import type { CustomerView } from '../../../contract/customers.ts';
import type { RequestFailed } from '../../api.ts';
import { t } from '../../language/t.ts';
import { asFailure } from '../../models/resource.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { TextField } from '../field.tsx';
import { Failed, Notice } from '../notice.tsx';
import './customer.css';

interface Props {
  readonly customer: CustomerView;
  readonly redact: (name: string) => Promise<void>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Says what is lost and asks for the name: nobody is forgotten by a slip of the hand. */
export function ForgetDialog({ customer, redact, onClose, onDone }: Props) {
  const { name, orders } = customer;
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<RequestFailed | null>(null);
  const fits = plain(typed) === plain(name);
  async function forget(): Promise<void> {
    setBusy(true);
    try {
      await redact(typed);
      onDone();
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  }
  return (
    <Dialog
      title={t('customer.forget.title', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="danger" busy={busy} disabled={!fits} onClick={() => void forget()}>
            {t('customer.forget.do', { name })}
          </Button>
        </>
      }
    >
      <div class="stack">
        <p>{t('customer.forget.lead')}</p>
        <div class="stack tight">
          <h3>{t('customer.forget.lost')}</h3>
          <ul class="lost">
            <li>{t('customer.forget.lost.person')}</li>
            <li>{t('customer.forget.lost.prediction')}</li>
            <li>{t('customer.forget.lost.orders', { n: orders })}</li>
            <li>{t('customer.forget.lost.messages')}</li>
          </ul>
        </div>
        <p class="small soft">{t('customer.forget.kept')}</p>
        <Notice tone="due">{t('customer.forget.shopify')}</Notice>
        {failure && failure.field !== 'name' && <Failed failure={failure} />}
        <TextField
          label={t('customer.forget.type', { name })}
          value={typed}
          fault={failure?.field === 'name' ? t('customer.forget.wrong') : null}
          onInput={setTyped}
        />
      </div>
    </Dialog>
  );
}

/** As the server compares: neither capitals nor spaces make a difference. */
function plain(text: string): string {
  return text.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}
