import { useMemo } from 'preact/hooks';
import type { CustomerMessageView, WrittenChannel } from '../../../contract/customers.ts';
import { dateTimeOf } from '../../language/format.ts';
import { refusalInWords } from '../../language/history.ts';
import { locale, t } from '../../language/t.ts';
import {
  type CustomerMessageModel,
  customerMessageModel,
  fieldOf,
  type Written,
} from '../../models/customer-message.ts';
import { now } from '../../models/shop.ts';
import { useModel, useServices } from '../../services.ts';
import { Await } from '../await.tsx';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { MailView } from '../email/mail-view.tsx';
import '../email/email.css';
import { SmsView } from '../email/sms-view.tsx';
import { TextField } from '../field.tsx';
import { Failed, Notice } from '../notice.tsx';
import { Bone, Bones } from '../skeleton.tsx';
import { Tabs } from '../tabs.tsx';
import './customer.css';

interface Props {
  readonly customerId: number;
  readonly name: string;
  readonly onClose: () => void;
  /** It is on its way. */
  readonly onSent: () => void;
}

/** A message to one customer, filled from what is known of them, seen as they will get it. */
export function WriteDialog({ customerId, name, onClose, onSent }: Props) {
  const { host } = useServices();
  // One for each time the dialog opens: the same message, clicked twice, goes once.
  const key = useMemo(() => crypto.randomUUID(), []);
  const model = useModel(({ api }) => customerMessageModel(api, customerId, key), key);
  async function send(): Promise<void> {
    const sent = await model.send();
    if (!sent) return;
    const isLater = sent.dueAt > now() + 60_000;
    host.toast(
      isLater
        ? t('customer.write.sentLater', { name, when: dateTimeOf(sent.dueAt) })
        : t('customer.write.sent', { name }),
      'done',
    );
    onSent();
  }
  return (
    <Dialog
      kind="drawer"
      title={t('customer.write.title', { name })}
      onClose={onClose}
      actions={<Actions model={model} name={name} onClose={onClose} onSend={() => void send()} />}
    >
      <Await of={model.first} bones={<WriteBones />}>
        {(first) => <Form model={model} first={first} name={name} />}
      </Await>
    </Dialog>
  );
}

interface ActionsProps {
  readonly model: CustomerMessageModel;
  readonly name: string;
  readonly onClose: () => void;
  readonly onSend: () => void;
}

function Actions({ model, name, onClose, onSend }: ActionsProps) {
  const first = model.first.value.value;
  const chosen = first?.channels.find(({ channel }) => channel === model.channel.value);
  const ready =
    model.written.value !== null && chosen?.problem === null && first?.waiting === false;
  return (
    <>
      <Button onClick={onClose}>{t('action.cancel')}</Button>
      <Button
        kind="primary"
        icon="mail"
        busy={model.sending.value}
        disabled={!ready}
        onClick={onSend}
      >
        {t('customer.write.send', { name })}
      </Button>
    </>
  );
}

interface FormProps {
  readonly model: CustomerMessageModel;
  readonly first: CustomerMessageView;
  readonly name: string;
}

function Form({ model, first, name }: FormProps) {
  const written = model.written.value;
  const channel = model.channel.value;
  const failure = model.failure.value;
  const faulty = failure && fieldOf(failure.field, channel);
  if (!written) return <WriteBones />;
  const { language } = first;
  const field = (name: keyof Written) => ({
    language,
    value: written[name],
    fault: faulty === name ? failure?.message : null,
    onInput: (text: string) => model.write({ [name]: text }),
  });
  return (
    <div class="stack">
      <p class="small soft">{t('customer.write.lead', { language: languageName(language) })}</p>
      <Problems first={first} channel={channel} name={name} />
      <Tabs
        label={t('customer.write.channel')}
        panelId="write-form"
        chosen={channel}
        onChoose={model.choose}
        tabs={first.channels.map(({ channel: id }) => ({ id, label: t(`customer.consent.${id}`) }))}
      />
      <div
        class="stack"
        id="write-form"
        role="tabpanel"
        aria-label={t(`customer.consent.${channel}`)}
      >
        {channel === 'email' ? (
          <>
            <TextField {...field('subject')} label={t('customer.write.subject')} maxLength={200} />
            <TextField
              {...field('text')}
              label={t('customer.write.text')}
              hint={t('customer.write.textHint')}
              lines={9}
              maxLength={5_000}
            />
            <TextField
              {...field('button')}
              label={t('customer.write.button')}
              hint={t('customer.write.buttonHint')}
              maxLength={80}
            />
          </>
        ) : (
          <TextField
            {...field('sms')}
            label={t('customer.write.text')}
            lines={5}
            maxLength={1_000}
          />
        )}
        {failure && !faulty && <Failed failure={failure} />}
        <Seen model={model} name={name} />
      </div>
    </div>
  );
}

function Problems({
  first,
  channel,
  name,
}: {
  readonly first: CustomerMessageView;
  readonly channel: WrittenChannel;
  readonly name: string;
}) {
  if (first.waiting) {
    return <Notice tone="due">{t('customer.write.waiting', { name })}</Notice>;
  }
  const chosen = first.channels.find((each) => each.channel === channel);
  if (!chosen?.problem) return null;
  const by = t(`customer.consent.${channel}`);
  return (
    <Notice tone="bad" title={t('customer.write.refusedAll', { name })}>
      {chosen.problemOf === 'channel'
        ? t('customer.write.missing', { channel: by, reason: chosen.problem })
        : t('customer.write.refused', {
            name,
            channel: by,
            reason: refusalInWords(chosen.problem),
          })}
    </Notice>
  );
}

function Seen({ model, name }: { readonly model: CustomerMessageModel; readonly name: string }) {
  const preview = model.preview.value;
  return (
    <div class="stack tight">
      <h3>{t('customer.write.preview', { name })}</h3>
      {preview === null && <Bone height={220} />}
      {preview?.channel === 'email' && <MailView mail={preview} />}
      {preview?.channel === 'sms' && <SmsView sms={preview} />}
    </div>
  );
}

function languageName(language: string): string {
  return new Intl.DisplayNames(locale(), { type: 'language' }).of(language) ?? language;
}

function WriteBones() {
  return (
    <div class="stack">
      <Bones lines={2} />
      <Bone height={38} />
      <Bone height={180} />
    </div>
  );
}
