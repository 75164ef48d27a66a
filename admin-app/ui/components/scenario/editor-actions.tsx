import type { ScenarioView } from '../../../contract/scenarios.ts';
import { hindering } from '../../../core/scenario/fault.ts';
import { t } from '../../language/t.ts';
import type { ScenarioEditor } from '../../models/scenario-editor.ts';
import { to } from '../../navigation.ts';
import { Button, ButtonLink } from '../button.tsx';
import { Menu } from '../menu.tsx';
import { UndoButtons } from '../undo-buttons.tsx';
import type { ScenarioQuestion } from './question.tsx';

/** What is asked about first, or opens beside the graph. */
export type ScenarioAction = ScenarioQuestion | 'dry run' | 'versions';

interface Props {
  readonly scenario: ScenarioView;
  readonly editor: ScenarioEditor;
  readonly onAsk: (action: ScenarioAction) => void;
  readonly onPause: () => void;
  readonly onResume: () => void;
}

/** What can be done with the scenario as a whole, by where it stands. */
export function EditorActions({ scenario, editor, onAsk, onPause, onResume }: Props) {
  const { status, unpublished, scenarioId, activeVersion } = scenario;
  const working = editor.working.value;
  const faulty = hindering(editor.faults.value).length > 0;
  const hasChanges = editor.dirty.value || unpublished;
  return (
    <>
      <UndoButtons editor={editor} />
      <More scenario={scenario} onAsk={onAsk} />
      {activeVersion !== null && (
        <ButtonLink icon="chart" href={to(`/scenarios/${scenarioId}/results`)}>
          {t('scenario.results')}
        </ButtonLink>
      )}
      {status === 'draft' && (
        <Button icon="sync" onClick={() => onAsk('dry run')}>
          {t('dryRun.title')}
        </Button>
      )}
      {status === 'active' && (
        <Button icon="pause" busy={working === 'pause'} onClick={onPause}>
          {t('scenario.pause')}
        </Button>
      )}
      {status === 'paused' && (
        <Button kind="primary" icon="play" busy={working === 'resume'} onClick={onResume}>
          {t('scenario.resume')}
        </Button>
      )}
      {(status === 'draft' || (status !== 'archived' && hasChanges)) && (
        <Button
          kind="primary"
          icon="play"
          disabled={faulty || working !== null}
          busy={working === 'activate' || working === 'save'}
          onClick={() => onAsk('activate')}
        >
          {status === 'draft' ? t('activate.do') : t('activate.publish')}
        </Button>
      )}
    </>
  );
}

function More({ scenario, onAsk }: Pick<Props, 'scenario' | 'onAsk'>) {
  const { status, activeVersion } = scenario;
  const add = {
    label: t('scenario.addCustomers'),
    icon: 'add' as const,
    onChoose: () => onAsk('add customers'),
  };
  const rehearse = {
    label: t('dryRun.title'),
    icon: 'sync' as const,
    onChoose: () => onAsk('dry run'),
  };
  const versions = {
    label: t('versions.title'),
    icon: 'history' as const,
    onChoose: () => onAsk('versions'),
  };
  const archive = {
    label: t('scenario.archive'),
    icon: 'archive' as const,
    onChoose: () => onAsk('archive'),
  };
  return (
    <Menu
      label={t('scenario.more')}
      icon="more"
      iconOnly
      items={[
        ...(status === 'active' ? [add] : []),
        ...(status === 'draft' || status === 'archived' ? [] : [rehearse]),
        ...(activeVersion === null ? [] : [versions]),
        {
          label: t('action.duplicate'),
          icon: 'copy',
          onChoose: () => onAsk('duplicate'),
        },
        ...(status === 'archived' ? [] : [archive]),
      ]}
    />
  );
}
