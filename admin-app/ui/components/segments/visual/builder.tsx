import { t } from '../../../language/t.ts';
import { Notice } from '../../notice.tsx';
import type { BuilderProps } from './condition-row.tsx';
import { GroupFields } from './group-fields.tsx';
import './visual.css';

/** The query as conditions to fill in. While the text cannot be read, it rests at the last one that could be. */
export function Builder(props: BuilderProps) {
  const { form, inStep } = props.editor;
  const rests = !inStep.value;
  return (
    <div class="stack">
      {rests && (
        <Notice tone="due">
          <span>{t('builder.rests')}</span>
        </Notice>
      )}
      <div class={rests ? 'builder rests' : 'builder'} inert={rests}>
        <GroupFields {...props} group={form.value} isRoot />
      </div>
    </div>
  );
}
