import type { OnSiteMessageView } from '../../../contract/onsite.ts';
import { t } from '../../language/t.ts';
import type { OnSiteModel } from '../../models/on-site.ts';
import { useServices } from '../../services.ts';
import { Switch } from '../switch.tsx';

interface Props {
  readonly model: OnSiteModel;
  readonly view: OnSiteMessageView;
}

/** Switches a message on or off, and says what came of it. */
export function ActiveSwitch({ model, view }: Props) {
  const { host } = useServices();
  const { active, messageId } = view;

  async function set(wanted: boolean): Promise<void> {
    const failure = await model.setActive(view, wanted);
    const done = wanted ? t('onSite.switchedOn') : t('onSite.switchedOff');
    host.toast(failure ? failure.message : done, failure ? 'problem' : 'done');
  }

  return (
    <Switch
      on={active}
      disabled={model.busy.value === messageId}
      onSwitch={(wanted) => void set(wanted)}
    >
      {active ? t('onSite.on') : t('onSite.off')}
    </Switch>
  );
}
