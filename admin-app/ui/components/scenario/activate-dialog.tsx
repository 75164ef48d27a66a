import { useEffect } from 'preact/hooks';
import type { SettingsView } from '../../../contract/settings.ts';
import type { StartBlock } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { audienceModel } from '../../models/audience.ts';
import { resource } from '../../models/resource.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { triggerInWords } from '../graph/trigger-words.ts';
import { Notice } from '../notice.tsx';
import { Bones } from '../skeleton.tsx';

interface Props {
  readonly name: string;
  readonly start: StartBlock;
  /** An earlier version is active: those inside stay in theirs. */
  readonly publishes: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onActivate: () => void;
}

/** Says what will happen before it does: who enters now, who is held out, and what stands in the way of the mails. */
export function ActivateDialog({ name, start, publishes, busy, onClose, onActivate }: Props) {
  const audience = useModel(({ api }) => audienceModel(api), 'audience');
  const settings = useModel(
    ({ api }) => settingsResource(api.get<SettingsView>('/api/settings')),
    '',
  );
  useEffect(() => audience.ask(start), [audience, start.trigger, start.condition]);
  const count = audience.count.value;
  const problem = settings.value.value?.channelProblem ?? null;
  return (
    <Dialog
      title={publishes ? t('activate.publishTitle', { name }) : t('activate.title', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="primary" icon="play" busy={busy} onClick={onActivate}>
            {publishes ? t('activate.publish') : t('activate.do')}
          </Button>
        </>
      }
    >
      {count === 'not counted' ? (
        <p>{t('audience.later')}</p>
      ) : count ? (
        <div class="stack tight">
          <p>
            {t('activate.enter', { n: count.reachable, who: triggerInWords(start.trigger) })}{' '}
            {heldOutInWords(count.reachable, start.holdoutShare)}
          </p>
          {count.inactive > count.reachable && (
            <p class="soft">
              {t('activate.notReachable', { n: count.inactive - count.reachable })}
            </p>
          )}
          <p class="soft">{publishes ? t('activate.publishText') : t('activate.laterText')}</p>
        </div>
      ) : (
        <Bones lines={3} />
      )}
      {problem && (
        <Notice tone="due" title={t('activate.channelTitle')}>
          <span>{problem}</span>
          <a href={to('/settings')}>{t('activate.channelAction')}</a>
        </Notice>
      )}
    </Dialog>
  );
}

function heldOutInWords(entering: number, share: number): string {
  const heldOut = Math.round(entering * share);
  return share === 0 ? t('activate.nobodyHeldOut') : t('activate.heldOut', { n: heldOut });
}

function settingsResource(asked: Promise<SettingsView>) {
  const settings = resource('settings', () => asked);
  void settings.load();
  return settings;
}
