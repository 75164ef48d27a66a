import '../language/overtaken/texts.ts';
import { t } from '../language/t.ts';
import type { Form } from '../models/form.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

interface Props {
  readonly form: Pick<Form<unknown>, 'failure' | 'saving' | 'setAside' | 'takeBack' | 'forget'>;
  /** Shows what the server has by now. */
  readonly takeSaved: () => Promise<void>;
  readonly save: () => Promise<unknown>;
}

/** Somebody else saved first: whose version is to stay. What was typed is not lost before somebody has chosen. */
export function Overtaken({ form, takeSaved, save }: Props) {
  async function overwrite(): Promise<void> {
    await takeSaved();
    form.takeBack();
    await save();
  }
  if (form.setAside.value !== null)
    return (
      <Notice title={t('overtaken.theirs')}>
        <span>{t('overtaken.theirsText')}</span>
        <span class="row">
          <Button compact onClick={form.takeBack}>
            {t('overtaken.takeBack')}
          </Button>
          <Button compact onClick={form.forget}>
            {t('overtaken.forget')}
          </Button>
        </span>
      </Notice>
    );
  if (!isOvertaken(form)) return null;
  return (
    <Notice tone="bad" title={t('overtaken.title')}>
      <span>{t('overtaken.text')}</span>
      <span class="row">
        <Button compact onClick={() => void takeSaved()}>
          {t('overtaken.take')}
        </Button>
        <Button compact busy={form.saving.value} onClick={() => void overwrite()}>
          {t('overtaken.overwrite')}
        </Button>
      </span>
    </Notice>
  );
}

/** Whether the last attempt to save was refused because somebody else was faster. */
export function isOvertaken({ failure }: Pick<Form<unknown>, 'failure'>): boolean {
  return failure.value?.status === 409 && failure.value.field === 'revision';
}
