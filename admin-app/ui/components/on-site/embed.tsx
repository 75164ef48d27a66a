import { useEffect, useState } from 'preact/hooks';
import { t } from '../../language/t.ts';
import { useServices } from '../../services.ts';
import { embedEditor } from '../../theme-editor.ts';
import { Badge } from '../badge.tsx';
import { ButtonLink } from '../button.tsx';
import { Notice } from '../notice.tsx';

/** Whether the theme shows messages at all, and the way to switch that on. */
export function Embed() {
  const { host } = useServices();
  const [isOn, setOn] = useState<boolean | null | undefined>(undefined);
  useEffect(() => {
    let left = false;
    host.embedIsOn().then(
      (on) => !left && setOn(on),
      () => !left && setOn(null),
    );
    return () => {
      left = true;
    };
  }, [host]);
  if (isOn === undefined) return null;
  if (isOn)
    return (
      <p class="onsite-embed">
        <Badge tone="good">{t('onSite.embedOn')}</Badge>
      </p>
    );
  const link = (
    <ButtonLink compact outside icon="external" href={embedEditor(host)}>
      {t('onSite.embedAction')}
    </ButtonLink>
  );
  if (isOn === null)
    return (
      <p class="onsite-embed small soft">
        {t('onSite.embedUnknownText')} {link}
      </p>
    );
  return (
    <div class="onsite-embed">
      <Notice tone="due" title={t('onSite.embedOff')}>
        <span>{t('onSite.embedOffText')}</span> {link}
      </Notice>
    </div>
  );
}
