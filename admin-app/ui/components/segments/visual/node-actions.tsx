import { t } from '../../../language/t.ts';
import type { SegmentEditor } from '../../../models/segment-editor.ts';
import {
  duplicateNode,
  type FormGroup,
  type FormNode,
  groupNode,
  moveNode,
  negateNode,
  removeNode,
} from '../../../models/segment-form.ts';
import { Button } from '../../button.tsx';
import { type Item, Menu } from '../../menu.tsx';

interface Props {
  readonly node: FormNode;
  readonly editor: SegmentEditor;
  /** What the condition or group is called. */
  readonly name: string;
}

/** Move, copy, turn round, take out. */
export function NodeActions({ node, editor, name }: Props) {
  const { id } = node;
  const change = (to: (form: FormGroup) => FormGroup) => () => editor.change(to, null);
  const items: readonly Item[] = [
    {
      label: t('builder.moveUp'),
      icon: 'up',
      onChoose: change((form) => moveNode(form, id, 'up')),
    },
    {
      label: t('builder.moveDown'),
      icon: 'down',
      onChoose: change((form) => moveNode(form, id, 'down')),
    },
    {
      label: t('builder.duplicate'),
      icon: 'copy',
      onChoose: change((form) => duplicateNode(form, id, editor.newId)),
    },
    {
      label: node.negated ? t('builder.affirm') : t('builder.negate'),
      icon: 'sync',
      onChoose: change((form) => negateNode(form, id)),
    },
    {
      label: t('builder.intoGroup'),
      icon: 'group',
      onChoose: change((form) => groupNode(form, id, editor.newId)),
    },
  ];
  return (
    <span class="node-actions">
      <Menu compact iconOnly icon="more" label={t('builder.actions', { name })} items={items} />
      <Button
        compact
        kind="plain"
        icon="remove"
        label={t('builder.remove', { name })}
        onClick={() => {
          focusAround(id);
          editor.change((form) => removeNode(form, id), null);
        }}
      />
    </span>
  );
}

/** What is taken out takes the focus with it; it goes to the group around. */
function focusAround(id: string): void {
  const node = document.querySelector(`[data-node="${CSS.escape(id)}"]`);
  const around = node?.parentElement?.closest('[data-group]');
  requestAnimationFrame(() => {
    const add = around?.querySelector('[data-add]');
    if (add instanceof HTMLElement) add.focus();
  });
}
