import { useEffect } from 'preact/hooks';
import { t } from '../language/t.ts';
import { useServices } from '../services.ts';
import './save-bar.css';
import { Button } from './button.tsx';

interface Props {
  readonly dirty: boolean;
  readonly saving: boolean;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

const ELEMENT_ID = 'unsaved-changes';

/** Save and Discard while there are unsaved changes: in the admin's own bar where it has one, else at our top. */
export function SaveBar(props: Props) {
  const { host } = useServices();
  return host.showsSaveBar ? <HostSaveBar {...props} /> : <OwnSaveBar {...props} />;
}

function HostSaveBar({ dirty, onSave, onDiscard }: Props) {
  const { host } = useServices();
  useEffect(() => {
    if (!dirty) return;
    host.saveBar(ELEMENT_ID, true);
    return () => host.saveBar(ELEMENT_ID, false);
  }, [host, dirty]);
  return (
    <ui-save-bar id={ELEMENT_ID}>
      <button type="button" {...{ variant: 'primary' }} onClick={onSave}>
        {t('action.save')}
      </button>
      <button type="button" onClick={onDiscard}>
        {t('action.discard')}
      </button>
    </ui-save-bar>
  );
}

function OwnSaveBar({ dirty, saving, onSave, onDiscard }: Props) {
  if (!dirty) return null;
  return (
    <section class="save-bar" aria-label={t('unsaved.title')}>
      <span>{t('unsaved.title')}</span>
      <span class="row">
        <Button compact onClick={onDiscard} disabled={saving}>
          {t('action.discard')}
        </Button>
        <Button compact kind="primary" busy={saving} onClick={onSave}>
          {t('action.save')}
        </Button>
      </span>
    </section>
  );
}
