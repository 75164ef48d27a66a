import { useEffect } from 'preact/hooks';
import type {
  ChannelMessage,
  MessagePreview,
  PreviewedCoupon,
} from '../../../contract/messages.ts';
import type { Language } from '../../../core/message/types.ts';
import type { OnSiteForm } from '../../../core/priority/on-site.ts';
import { t } from '../../language/t.ts';
import { type PreviewModel, previewModel } from '../../models/preview.ts';
import { useModel } from '../../services.ts';
import { Combobox } from '../combobox.tsx';
import { Failed } from '../notice.tsx';
import { Look } from '../on-site/look.tsx';
import { Bone } from '../skeleton.tsx';
import './email.css';
import { MailView } from './mail-view.tsx';
import { Notification } from './notification.tsx';
import { SmsView } from './sms-view.tsx';
import { TestForm } from './test-form.tsx';

interface Props {
  readonly message: ChannelMessage;
  /** Of the message's content. */
  readonly language: Language;
  /** What the scenario gives before this message; null for none, absent where nobody knows. */
  readonly coupon?: PreviewedCoupon | null;
  /** How an on-site message is shown. */
  readonly form?: OnSiteForm;
}

/** A message as one customer would get it, alive while it is written, and a way to try it on oneself. */
export function Preview({ message, language, coupon, form = 'corner card' }: Props) {
  const model = useModel(({ api }) => previewModel(api), message.channel);
  const given = JSON.stringify(coupon);
  useEffect(() => model.show(message, language, coupon), [model, message.content, language, given]);
  const { channel } = message;
  const preview = model.preview.value;
  const failure = model.failure.value;
  const unwritten = model.unwritten.value;
  return (
    <div class="preview">
      <CustomerPicker model={model} />
      {unwritten || failure?.status === 422 ? (
        // What is wrong stands at its field already.
        <p class="small soft" role="status">
          {t(preview ? 'preview.before' : 'preview.nothingYet')}
        </p>
      ) : (
        failure && <Failed failure={failure} />
      )}
      {preview && <Shown preview={preview} form={form} />}
      {!preview && !failure && !unwritten && <Bone width={100} />}
      {channel !== 'on-site' && <TestForm model={model} channel={channel} />}
    </div>
  );
}

function Shown({ preview, form }: { readonly preview: MessagePreview; readonly form: OnSiteForm }) {
  switch (preview.channel) {
    case 'email':
      return <MailView mail={preview} />;
    case 'sms':
      return <SmsView sms={preview} />;
    case 'push':
      return <Notification {...preview} />;
    case 'on-site':
      return <Look form={form} active text={preview} />;
  }
}

const EXAMPLE = 'example';

function CustomerPicker({ model }: { readonly model: PreviewModel }) {
  const found = model.found.value;
  return (
    <Combobox
      label={t('preview.as')}
      chosen={model.customer.value?.name ?? t('preview.example')}
      options={[
        { id: EXAMPLE, label: t('preview.example') },
        ...found.map(({ customerId, name, email }) => ({
          id: String(customerId),
          label: name,
          ...(email && email !== name && { note: email }),
        })),
      ]}
      onSearch={model.search}
      onChoose={(id) => model.choose(found.find((each) => String(each.customerId) === id) ?? null)}
    />
  );
}
