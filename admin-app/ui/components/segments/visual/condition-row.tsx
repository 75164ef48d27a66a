import { useComputed } from '@preact/signals';
import type { SegmentValues } from '../../../../contract/segments.ts';
import type { Condition } from '../../../../core/segment/types.ts';
import { t } from '../../../language/t.ts';
import {
  askedOfAnniversary,
  askedOfAttribute,
  newCondition,
  subjectOf,
} from '../../../models/segment-choices.ts';
import type { SegmentEditor } from '../../../models/segment-editor.ts';
import { type FormCondition, type FormNode, replaceNode } from '../../../models/segment-form.ts';
import { textOf } from '../../field.tsx';
import { nameInWords } from '../words/words.ts';
import { MatchesFields } from './matches-fields.tsx';
import { NodeActions } from './node-actions.tsx';
import { SubjectPicker } from './subject-picker.tsx';
import { TestFields } from './test-fields.tsx';
import './visual.css';

export interface BuilderProps {
  readonly editor: SegmentEditor;
  readonly known: SegmentValues | null;
  readonly today: string;
}

interface Props extends BuilderProps {
  readonly node: FormCondition;
}

/** One condition: what it is about, how it is asked, what with; and what can be done with it. */
export function ConditionRow(props: Props) {
  const { node, editor, known } = props;
  const { condition, negated } = node;
  const subject = subjectOf(condition);
  const isCurrent = useComputed(() => editor.current.value === node.id);

  function put(changed: Partial<FormCondition>, about: string | null): void {
    const change = (each: FormNode) => (each.kind === 'condition' ? { ...each, ...changed } : each);
    editor.change((form) => replaceNode(form, node.id, change), about && `${node.id} ${about}`);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row
    <div
      role="group"
      aria-label={nameInWords(subject)}
      class={isCurrent.value ? 'condition current' : 'condition'}
      data-node={node.id}
      onFocusIn={() => editor.pointAt(node.id)}
    >
      <div class="condition-fields">
        {negated && <span class="condition-not">{t('builder.not')}</span>}
        <SubjectPicker
          subject={subject}
          onChoose={(chosen) => {
            if (chosen !== subject)
              put({ condition: newCondition(chosen, known ?? NOTHING_KNOWN) }, null);
          }}
        />
        <Fields {...props} onChange={(changed) => put({ condition: changed }, 'condition')} />
      </div>
      <NodeActions node={node} editor={editor} name={nameInWords(subject)} />
    </div>
  );
}

const NOTHING_KNOWN = { segments: [], scenarios: [] };

interface FieldsProps extends Props {
  readonly onChange: (condition: Condition) => void;
}

function Fields({ node: { condition }, known, today, onChange }: FieldsProps) {
  const label = nameInWords(subjectOf(condition));
  switch (condition.kind) {
    case 'attribute':
    case 'anniversary': {
      const { attribute, kind, test } = condition;
      const asked =
        kind === 'attribute' ? askedOfAttribute(attribute) : askedOfAnniversary(attribute);
      return (
        <TestFields
          {...{ label, asked, known, today, test }}
          onChange={(changed) => onChange({ ...condition, test: changed })}
        />
      );
    }
    case 'matches':
      return <MatchesFields {...{ condition, known, today, onChange }} />;
    case 'in segment':
      return (
        <NamePicker
          label={label}
          name={condition.segment}
          names={known?.segments ?? []}
          onChange={(segment) => onChange({ ...condition, segment })}
        />
      );
    case 'in scenario':
      return (
        <NamePicker
          label={label}
          name={condition.scenario}
          names={known?.scenarios ?? []}
          onChange={(scenario) => onChange({ ...condition, scenario })}
        />
      );
  }
}

interface NameProps {
  readonly label: string;
  readonly name: string;
  readonly names: readonly string[];
  readonly onChange: (name: string) => void;
}

/** One of the segments or scenarios there are; a name that is none stays until another is chosen. */
function NamePicker({ label, name, names, onChange }: NameProps) {
  const all = names.includes(name) ? names : [name, ...names];
  return (
    <select
      class="control name-picker"
      aria-label={label}
      value={name}
      onChange={(event) => onChange(textOf(event))}
    >
      {all.map((each) => (
        <option key={each} value={each}>
          {each === '' ? t('builder.choose') : each}
        </option>
      ))}
    </select>
  );
}
