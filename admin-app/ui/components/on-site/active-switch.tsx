import type { OnSiteMessageView } from '../../../contract/onsite.ts';
import { t } from '../../language/t.ts';
import type { OnSiteModel } from '../../models/on-site.ts';
import { useServices } from '../../services.ts';

export function ActiveSwitch({
  model,
  view,
}: {
  readonly model: OnSiteModel;
  readonly view: OnSiteMessageView;
}) {
  const { host } = useServices();
  const { active, messageId } = view;
  return (
    <label class="switch-label">
      <input
        class="switch"
        type="checkbox"
        role="switch"
        aria-checked={active}
        checked={active}
        disabled={model.busy.value === messageId}
        onChange={async (event) => {
          const wanted = event.currentTarget.checked;
          const failure = await model.setActive(view, wanted);
          const done = wanted ? t('onSite.switchedOn') : t('onSite.switchedOff');
          host.toast(failure ? failure.message : done, failure ? 'problem' : 'done');
        }}
      />
      {active ? t('onSite.on') : t('onSite.off')}
    </label>
  );
}
