import { useEffect } from 'preact/hooks';
import type { EmailContent } from '../../../core/message/types.ts';
import { t } from '../../language/t.ts';
import { previewModel } from '../../models/preview.ts';
import { useModel } from '../../services.ts';
import { Combobox } from '../combobox.tsx';
import { Failed } from '../notice.tsx';
import { Bone } from '../skeleton.tsx';
import './email.css';

const EXAMPLE = 'example';

/** The mail as one customer would get it, alive while it is written. */
export function Preview({ content }: { readonly content: EmailContent }) {
  const model = useModel(({ api }) => previewModel(api), 'preview');
  useEffect(() => model.show(content), [model, content]);
  const preview = model.preview.value;
  const failure = model.failure.value;
  const found = model.found.value;
  return (
    <div class="preview">
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
        onChoose={(id) =>
          model.choose(found.find((each) => String(each.customerId) === id) ?? null)
        }
      />
      {failure && <Failed failure={failure} />}
      <div class="preview-frame">
        <div class="preview-head">
          <strong>{preview ? preview.subject || t('block.noSubject') : <Bone width={70} />}</strong>
          <span>
            {preview ? t('preview.to', { customer: preview.asCustomer }) : <Bone width={40} />}
          </span>
        </div>
        <iframe title={t('preview.title')} sandbox="" srcdoc={preview?.html ?? ''} />
      </div>
    </div>
  );
}
