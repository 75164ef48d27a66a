/** What is asked before something is done with the scenario as a whole. */
import type { Activation, Standing } from '../../models/scenario-editor.ts';
import { navigate, to } from '../../navigation.ts';
import { ActivateDialog } from './activate-dialog.tsx';
import type { EditorProps } from './editor.tsx';
import { AddCustomersDialog, ArchiveDialog, DuplicateDialog } from './scenario-dialogs.tsx';

export type ScenarioQuestion = 'activate' | 'add customers' | 'duplicate' | 'archive';

interface Props extends EditorProps {
  readonly question: ScenarioQuestion;
  readonly onClose: () => void;
  readonly onSetStanding: (standing: Standing, activation?: Activation) => void;
}

/** The dialog in which it is asked. */
export function Question({ question, scenario, draft, editor, onClose, onSetStanding }: Props) {
  const busy = editor.working.value !== null;
  const start = draft.definition.blocks.find((block) => block.kind === 'start');
  switch (question) {
    case 'activate':
      return start?.kind === 'start' ? (
        <ActivateDialog
          {...{ scenario, draft, start, busy, onClose }}
          onActivate={(activation) => onSetStanding('activate', activation)}
        />
      ) : null;
    case 'archive':
      return (
        <ArchiveDialog
          {...{ scenario, busy, onClose }}
          onArchive={() => onSetStanding('archive')}
        />
      );
    case 'add customers':
      return <AddCustomersDialog scenarioId={scenario.scenarioId} onClose={onClose} />;
    case 'duplicate':
      return (
        <DuplicateDialog
          name={draft.name}
          onClose={onClose}
          onDuplicate={async (name) => {
            const copy = await editor.duplicate(name);
            onClose();
            navigate(to(`/scenarios/${copy}`));
          }}
        />
      );
  }
}
