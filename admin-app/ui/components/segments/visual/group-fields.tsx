import { useState } from 'preact/hooks';
import { t } from '../../../language/t.ts';
import { newCondition } from '../../../models/segment-choices.ts';
import { addTo, type FormGroup, replaceNode } from '../../../models/segment-form.ts';
import { textOf } from '../../field.tsx';
import { Icon } from '../../icon.tsx';
import { type BuilderProps, ConditionRow } from './condition-row.tsx';
import { NodeActions } from './node-actions.tsx';
import { SubjectPicker } from './subject-picker.tsx';
import { UnlessChanged } from './unless-changed.tsx';
import './visual.css';

interface Props extends BuilderProps {
  readonly group: FormGroup;
  readonly isRoot?: boolean;
}

/** Conditions that hold together, with groups within. */
export function GroupFields({ group, isRoot = false, ...rest }: Props) {
  const { editor } = rest;
  const name = t('builder.group');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot hold the fields that name it
    <div
      role="group"
      aria-label={isRoot ? t('builder.root') : name}
      class={isRoot ? 'group root' : 'group'}
      data-group={group.id}
      data-node={group.id}
    >
      {(!isRoot || group.of.length > 1 || group.negated) && (
        <div class="group-head">
          <MatchChoice group={group} editor={editor} />
          {!isRoot && <NodeActions node={group} editor={editor} name={name} />}
        </div>
      )}
      {group.of.length > 0 && (
        <ol class="group-members">
          {group.of.map((node, nth) => (
            <li key={node.id}>
              {nth > 0 && <span class="joint">{t(`builder.joint.${group.match}`)}</span>}
              <UnlessChanged by={[node, rest.known, rest.today]}>
                {node.kind === 'group' ? (
                  <GroupFields {...rest} group={node} />
                ) : (
                  <ConditionRow {...rest} node={node} />
                )}
              </UnlessChanged>
            </li>
          ))}
        </ol>
      )}
      {isRoot && group.of.length === 0 && <p class="soft">{t('builder.everybody')}</p>}
      <Additions group={group} {...rest} />
    </div>
  );
}

const MODES = ['all', 'any', 'none', 'not all'] as const;
type Mode = (typeof MODES)[number];

function MatchChoice({ group, editor }: Pick<Props, 'group' | 'editor'>) {
  return (
    <select
      class="control match-choice"
      aria-label={t('builder.match')}
      value={modeOf(group)}
      onChange={(event) => {
        const mode = MODES.find((each) => each === textOf(event));
        if (mode)
          editor.change((form) => replaceNode(form, group.id, () => inMode(group, mode)), null);
      }}
    >
      {MODES.map((mode) => (
        <option key={mode} value={mode}>
          {t(`builder.mode.${mode}`)}
        </option>
      ))}
    </select>
  );
}

function modeOf({ match, negated }: FormGroup): Mode {
  if (match === 'and') return negated ? 'not all' : 'all';
  return negated ? 'none' : 'any';
}

function inMode(group: FormGroup, mode: Mode): FormGroup {
  const match = mode === 'all' || mode === 'not all' ? 'and' : 'or';
  return { ...group, match, negated: mode === 'none' || mode === 'not all' };
}

/** A new condition begins with what it is about; a new group is empty until something is put into it. */
function Additions({ group, editor, known }: Props) {
  const [adding, setAdding] = useState(false);
  if (adding) {
    return (
      <div class="adding">
        <SubjectPicker
          subject={null}
          autoFocus
          onLeave={() => setAdding(false)}
          onChoose={(subject) => {
            setAdding(false);
            const id = editor.newId();
            const condition = newCondition(subject, known ?? { segments: [], scenarios: [] });
            const node = { kind: 'condition', id, negated: false, condition } as const;
            editor.change((form) => addTo(form, group.id, node), null);
            focusSoon(id);
          }}
        />
      </div>
    );
  }
  return (
    <div class="row">
      <button type="button" class="button compact" data-add onClick={() => setAdding(true)}>
        <Icon name="add" size={16} />
        {t('builder.addCondition')}
      </button>
      {group.of.length > 0 && (
        <button
          type="button"
          class="button compact plain"
          onClick={() => {
            const match = group.match === 'and' ? 'or' : 'and';
            const empty = {
              kind: 'group',
              id: editor.newId(),
              match,
              negated: false,
              of: [],
            } as const;
            editor.change((form) => addTo(form, group.id, empty), null);
          }}
        >
          <Icon name="group" size={16} />
          {t('builder.addGroup')}
        </button>
      )}
    </div>
  );
}

/** The new condition's operator, as its subject has just been chosen. */
function focusSoon(id: string): void {
  requestAnimationFrame(() => {
    const field = document.querySelector(`[data-node="${CSS.escape(id)}"] select`);
    if (field instanceof HTMLElement) field.focus();
  });
}
