import { dateTimeOf } from '../../language/format.ts';
import '../../language/overtaken/texts.ts';
import { t } from '../../language/t.ts';
import type { Draft, ScenarioEditor } from '../../models/scenario-editor.ts';
import { changesOf } from '../../models/scenario-versions.ts';
import { useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Notice } from '../notice.tsx';

interface Props {
  readonly draft: Draft;
  readonly editor: ScenarioEditor;
}

/** Somebody else saved first: whose draft is to stay. Nothing is lost before somebody has chosen. */
export function ConflictNotice({ draft, editor }: Props) {
  const { host } = useServices();
  const theirs = editor.conflict.value;
  if (!theirs) return null;
  async function overwrite(): Promise<void> {
    const failure = await editor.overwrite();
    if (failure === null) host.toast(t('state.saved'), 'done');
    else if (editor.conflict.peek() === null) host.toast(failure.message, 'problem');
  }
  return (
    <Notice tone="bad" title={t('conflict.title')}>
      <span>
        {t('conflict.text', {
          when: dateTimeOf(theirs.updatedAt),
          name: theirs.name,
          n:
            changesOf(theirs.definition, draft.definition).length +
            (theirs.name === draft.name ? 0 : 1),
        })}
      </span>
      <span class="row">
        <Button compact onClick={editor.takeTheirs}>
          {t('overtaken.take')}
        </Button>
        <Button compact busy={editor.working.value === 'save'} onClick={() => void overwrite()}>
          {t('overtaken.overwrite')}
        </Button>
      </span>
    </Notice>
  );
}
