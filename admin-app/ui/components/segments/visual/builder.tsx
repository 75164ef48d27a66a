import { t } from '../../../language/t.ts';
import { Badge } from '../../badge.tsx';
import { Card } from '../../card.tsx';
import type { BuilderProps } from './condition-row.tsx';
import { GroupFields } from './group-fields.tsx';
import './visual.css';

/** The query as conditions to fill in. While the text cannot be read, it rests at the last one that could be. */
export function Builder(props: BuilderProps) {
  const { form, inStep } = props.editor;
  const rests = !inStep.value;
  return (
    <Card
      class="builder-card"
      title={t('builder.title')}
      aside={rests && <Badge tone="due">{t('builder.rests')}</Badge>}
    >
      <div class={rests ? 'builder rests' : 'builder'} inert={rests}>
        <GroupFields {...props} group={form.value} isRoot />
      </div>
    </Card>
  );
}
