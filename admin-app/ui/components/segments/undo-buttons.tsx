import { useEffect } from 'preact/hooks';
import { t } from '../../language/t.ts';
import type { SegmentEditor } from '../../models/segment-editor.ts';
import { Button } from '../button.tsx';

/** Back and forth through the edits, also with the keys wherever no field has an undo of its own. */
export function UndoButtons({ editor }: { readonly editor: SegmentEditor }) {
  useUndoKeys(editor);
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

/** Ctrl or Cmd with Z, Shift+Z or Y. */
function useUndoKeys(editor: SegmentEditor): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || isText(event.target)) return;
      if (key === 'z' && !event.shiftKey) editor.undo();
      else if (key === 'y' || key === 'z') editor.redo();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [editor]);
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement;
}
