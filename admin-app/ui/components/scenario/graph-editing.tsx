/** Editing the graph: the choice of a new block, moving one, and the question before a part of it is lost. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { exitsOf } from '../../../core/scenario/blocks/shape.ts';
import type { Block, BlockId, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import * as graph from '../../models/graph-edit.ts';
import { type BlockChoice, copyOf, newBlock } from '../../models/new-block.ts';
import type { ScenarioEditor } from '../../models/scenario-editor.ts';
import { shopLanguages } from '../../models/shop.ts';
import { useServices } from '../../services.ts';
import { BlockPicker, type Picking } from '../graph/block-picker.tsx';
import type { GraphEdits } from '../graph/plus.tsx';
import { blockTitle, exitInWords } from '../graph/words.ts';
import { NEW_END } from './controls.tsx';
import { type Loss, LossDialog, RemoveDialog } from './remove-dialog.tsx';

export interface GraphEditing {
  readonly edits: GraphEdits;
  readonly duplicate: (id: BlockId) => void;
  /** Asks for a block's new place; the form closes, so that all places are in sight. */
  readonly move: (id: BlockId) => void;
  /** Leads a way to a block, to a new end (`NEW_END`), or nowhere. */
  readonly lead: (way: graph.Way, to: BlockId | null) => void;
  /** Takes something from a block that an exit belongs to; asks first where more than ends would be lost. */
  readonly cut: (id: BlockId, take: (block: Block) => Block) => void;
  /** What is open over the page. */
  readonly overlays: ComponentChildren;
}

interface Options {
  readonly editor: ScenarioEditor;
  readonly definition: ScenarioDefinition;
  /** Opens a block's form. */
  readonly open: (id: BlockId) => void;
  /** Moves the focus to a block in the graph; closes the form of another. */
  readonly goTo: (id: BlockId) => void;
}

export function useGraphEditing({ editor, definition, open, goTo }: Options): GraphEditing {
  const { host } = useServices();
  const [picking, setPicking] = useState<Picking | null>(null);
  const [moving, setMoving] = useState<BlockId | null>(null);
  const [removing, setRemoving] = useState<Block | null>(null);
  const [loss, setLoss] = useState<Loss | null>(null);
  useEscape(moving !== null, () => setMoving(null));

  function add(way: graph.Way, choice: BlockChoice): void {
    setPicking(null);
    const place = { definition, after: way.from, taken: editor.takenIds() };
    const block = newBlock(choice, place, { name: newName, language: shopLanguages().fallback });
    const { lost } = graph.insertBlock(definition, way, block);
    const perform = () => {
      editor.change((current) => graph.insertBlock(current, way, block).definition);
      open(block.id);
    };
    if (lost.some(({ kind }) => kind !== 'exit')) setLoss({ lost, perform });
    else perform();
  }

  function remove(id: BlockId, keep: string | null): void {
    const [source] = graph.waysTo(definition, id);
    editor.change((current) => graph.removeBlock(current, id, keep).definition);
    setRemoving(null);
    host.toast(t('graph.removed'), 'done');
    goTo(source?.from ?? definition.blocks[0]?.id ?? '');
  }

  function askToRemove(id: BlockId): void {
    const block = graph.findBlock(definition, id);
    if (!block) return;
    if (!graph.isRemovable(definition, block)) {
      host.toast(t(block.kind === 'start' ? 'graph.startStays' : 'graph.endStays'), 'problem');
      return;
    }
    const { lost } = graph.removeBlock(definition, id);
    const targets = new Set(exitsOf(block).map(({ next }) => next));
    if (lost.length > 0 || targets.size > 1) setRemoving(block);
    else remove(id, null);
  }

  function moveTo(way: graph.Way): void {
    if (moving === null) return;
    editor.change((current) => graph.moveBlock(current, moving, way));
    host.toast(t('graph.moved'), 'done');
    goTo(moving);
    setMoving(null);
  }

  function duplicate(id: BlockId): void {
    const block = graph.findBlock(definition, id);
    if (!block) return;
    const copyId = graph.freeId(definition, block.kind, editor.takenIds());
    const copy = copyOf(block, copyId, (name) => t('block.copyOf', { name }));
    editor.change((current) => graph.duplicateBlock(current, id, () => copy));
    open(copyId);
  }

  function lead(way: graph.Way, to: BlockId | null): void {
    if (to === null) cut(way.from, (block) => graph.withExit(block, way.field, null));
    else if (to === NEW_END) leadToEnd(way);
    else editor.change((current) => graph.lead(current, way, to));
  }

  function leadToEnd(way: graph.Way): void {
    const id = graph.freeId(definition, 'exit', editor.takenIds());
    editor.change((current) => graph.leadToEnd(current, way, { kind: 'exit', id, outcome: '' }));
  }

  function cut(id: BlockId, take: (block: Block) => Block): void {
    const { lost } = graph.removeExit(definition, id, take);
    const perform = () =>
      editor.change((current) => graph.removeExit(current, id, take).definition);
    if (lost.some(({ kind }) => kind !== 'exit')) setLoss({ lost, perform });
    else perform();
  }

  function move(id: BlockId): void {
    goTo(id);
    setMoving(id);
  }

  const targets = moving === null ? [] : graph.movableTo(definition, moving);
  return {
    duplicate,
    move,
    lead,
    cut,
    edits: {
      onAdd: (ways, anchor) =>
        setPicking({
          anchor,
          ways: ways.map((way) => ({ way, label: wayLabel(definition, way) })),
        }),
      onRemove: askToRemove,
      moving,
      onMoving: setMoving,
      isTarget: (way) => targets.some((target) => graph.isSame(target, way)),
      onMoveTo: moveTo,
    },
    overlays: (
      <>
        {picking && <BlockPicker {...picking} onPick={add} onClose={() => setPicking(null)} />}
        {removing && (
          <RemoveDialog
            definition={definition}
            block={removing}
            onClose={() => setRemoving(null)}
            onRemove={(keep) => remove(removing.id, keep)}
          />
        )}
        {loss && <LossDialog {...loss} onClose={() => setLoss(null)} />}
        {moving !== null && (
          <MovingNote definition={definition} id={moving} onCancel={() => setMoving(null)} />
        )}
      </>
    ),
  };
}

function newName(choice: BlockChoice, number: number): string {
  return t('block.numbered', { kind: t(`block.${choice}`), number });
}

/** The exit in words; for the plain way on, where it leads. */
function wayLabel(definition: ScenarioDefinition, way: graph.Way): string {
  const block = graph.findBlock(definition, way.from);
  const exit = block && exitsOf(block).find(({ field }) => field === way.field);
  if (!block || !exit) return way.field;
  const target = graph.findBlock(definition, exit.next);
  const label = exitInWords(definition, block, exit.via);
  return label || t('picker.before', { block: target ? blockTitle(target) : exit.next });
}

interface MovingProps {
  readonly definition: ScenarioDefinition;
  readonly id: BlockId;
  readonly onCancel: () => void;
}

function MovingNote({ definition, id, onCancel }: MovingProps) {
  const block = graph.findBlock(definition, id);
  return (
    <div class="moving-note" role="status">
      {t('graph.moving', { block: block ? blockTitle(block) : id })}
      <button type="button" class="button compact" onClick={onCancel}>
        {t('action.cancel')}
      </button>
    </div>
  );
}

function useEscape(active: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!active) return;
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onEscape();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [active]);
}
