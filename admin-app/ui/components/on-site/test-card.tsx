import type { MessageVersion } from '../../../core/priority/authored-message.ts';
import { CLASS_OF_KIND } from '../../../core/priority/occasions.ts';
import { PRIORITY_CLASSES } from '../../../core/priority/types.ts';
import { t } from '../../language/t.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Field, NumberField, TextField, textOf } from '../field.tsx';
import type { PartProps } from './texts-card.tsx';

interface Props extends PartProps {
  readonly onVersion: (version: MessageVersion) => void;
}

/** Another version beside it, and who is held out. */
export function TestCard({ content, onEdit, faultAt, onVersion }: Props) {
  const { versionB, form, texts } = content;
  return (
    <Card title={t('onSite.test')}>
      <div class="stack">
        <NumberField
          label={t('onSite.holdout')}
          hint={t('onSite.holdoutHint')}
          unit={t('onSite.holdoutUnit')}
          min={0}
          max={50}
          value={content.holdout}
          fault={faultAt('holdout')}
          onInput={(holdout) => onEdit({ ...content, holdout })}
        />
        {versionB ? (
          <>
            <p class="small soft">{t('onSite.abText')}</p>
            <div class="row">
              <Button
                compact
                onClick={() => {
                  onVersion('a');
                  onEdit({ ...content, versionB: null });
                }}
              >
                {t('onSite.removeB')}
              </Button>
              <Button
                compact
                onClick={() => {
                  onVersion('a');
                  onEdit({ ...content, ...versionB, versionB: null });
                }}
              >
                {t('onSite.keepB')}
              </Button>
            </div>
          </>
        ) : (
          <div>
            <Button
              compact
              icon="split"
              onClick={() => {
                onEdit({ ...content, versionB: { form, texts: structuredClone(texts) } });
                onVersion('b');
              }}
            >
              {t('onSite.addB')}
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}

/** The class it goes with; another than its kind's asks why. */
export function OrderCard({ content, onEdit, faultAt }: PartProps) {
  const usual = CLASS_OF_KIND[content.kind];
  const { moved } = content;
  return (
    <Card title={t('onSite.order')}>
      <div class="stack">
        <Field label={t('onSite.class')} fault={faultAt('moved.priorityClass')}>
          {(control) => (
            <select
              {...control}
              value={moved?.priorityClass ?? usual}
              onChange={(event) => {
                const chosen = PRIORITY_CLASSES.find((each) => each === textOf(event));
                if (!chosen) return;
                const reason = moved?.reason ?? '';
                onEdit({
                  ...content,
                  moved: chosen === usual ? null : { priorityClass: chosen, reason },
                });
              }}
            >
              {PRIORITY_CLASSES.map((each) => {
                const name = t(`onSite.class.${each}`);
                return (
                  <option key={each} value={each}>
                    {each === usual ? t('onSite.classUsual', { name }) : name}
                  </option>
                );
              })}
            </select>
          )}
        </Field>
        {moved && (
          <TextField
            label={t('onSite.reason')}
            hint={t('onSite.reasonHint')}
            maxLength={300}
            value={moved.reason}
            fault={faultAt('moved.reason')}
            onInput={(reason) => onEdit({ ...content, moved: { ...moved, reason } })}
          />
        )}
      </div>
    </Card>
  );
}
