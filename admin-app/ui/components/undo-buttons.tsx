import type { ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../language/t.ts';
import { Button } from './button.tsx';

/** What keeps its edits. */
interface Undoable {
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  undo(): void;
  redo(): void;
}

interface Props {
  readonly editor: Undoable;
  /** Text fields have an undo of their own here; otherwise the keys mean the page's in them too. */
  readonly fieldsUndo?: boolean;
}

/** Back and forth through the edits, also with Ctrl or Cmd and Z, Shift+Z or Y. */
export function UndoButtons({ editor, fieldsUndo = false }: Props) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || (fieldsUndo && isText(event.target))) return;
      if (key === 'z' && !event.shiftKey) editor.undo();
      else if (key === 'y' || key === 'z') editor.redo();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [editor, fieldsUndo]);
  return (
    <>
      <Button
        icon="undo"
        label={t('action.undo')}
        disabled={!editor.canUndo.value}
        onClick={editor.undo}
      />
      <Button
        icon="redo"
        label={t('action.redo')}
        disabled={!editor.canRedo.value}
        onClick={editor.redo}
      />
    </>
  );
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}
