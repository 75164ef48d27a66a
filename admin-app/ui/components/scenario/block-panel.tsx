import type { ComponentChildren } from 'preact';
import type { Block, Fault, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import type { ScenarioEditor } from '../../models/scenario-editor.ts';
import { Button } from '../button.tsx';
import { FaultLine } from '../field.tsx';
import { BLOCK_ICONS, blockTitle } from '../graph/words.ts';
import { Icon } from '../icon.tsx';
import { MessagePanel } from './message-panel.tsx';
import { ReactionPanel } from './reaction-panel.tsx';
import './scenario.css';
import { ExitPanel, WaitPanel } from './small-panels.tsx';
import { StartPanel } from './start-panel.tsx';

/** What the panel of every kind of block gets. */
export interface BlockPanelProps<Kind extends Block> {
  readonly block: Kind;
  readonly definition: ScenarioDefinition;
  /** `about` names what is edited: edits in a row about the same are undone together. */
  readonly onEdit: (changed: Kind, about: string) => void;
  readonly onEndStep: () => void;
  /** What is wrong with the field at this path of the block; null when nothing. */
  readonly faultAt: (field: string) => string | null;
  /** Paths of all fields that have a fault. */
  readonly faultyFields: readonly string[];
}

interface Props {
  readonly block: Block;
  readonly definition: ScenarioDefinition;
  readonly faults: readonly Fault[];
  readonly editor: ScenarioEditor;
  /** Absent where the surrounding dialog has a way to close and a title of its own. */
  readonly onClose?: () => void;
}

/** Gets the focus when a block was chosen in the graph, so that the keyboard goes on from here. */
export const PANEL_TITLE_ID = 'block-panel-title';

/** The chosen block's own panel under a common head. Escape closes it, unless something inside took it. */
export function BlockPanel({ block, definition, faults, editor, onClose }: Props) {
  const own = faults.filter((fault) => fault.blockId === block.id);
  const common = {
    definition,
    onEndStep: editor.endStep,
    faultAt: (field: string) => own.find((fault) => fault.field === field)?.message ?? null,
    faultyFields: own.flatMap(({ field }) => (field === null ? [] : [field])),
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onClose?.();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key belongs to all that is inside
    <div class="panel" onKeyDown={press}>
      {onClose && (
        <div class="panel-head">
          <span class="panel-kind">
            <Icon name={BLOCK_ICONS[block.kind]} size={16} />
            {t(`block.${block.kind}`)}
          </span>
          <Button kind="plain" icon="close" label={t('action.close')} onClick={onClose} />
          <h2 id={PANEL_TITLE_ID} tabIndex={-1} data-quiet-focus>
            {blockTitle(block)}
          </h2>
        </div>
      )}
      {own.filter(isAboutWhole).map((fault) => (
        <FaultLine key={fault.message} text={fault.message} />
      ))}
      {panelOf(block, common, editor)}
    </div>
  );
}

/** Faults of the ways between blocks have no field on the screen to stand at. */
function isAboutWhole({ field }: Fault): boolean {
  return field === null || field === 'id' || field === 'next' || field.endsWith('.next');
}

type Common = Omit<BlockPanelProps<Block>, 'block' | 'onEdit'>;

function panelOf(block: Block, common: Common, editor: ScenarioEditor): ComponentChildren {
  switch (block.kind) {
    case 'start':
      return <StartPanel {...common} block={block} onEdit={editOf(block, editor)} />;
    case 'message':
      return (
        <MessagePanel {...common} key={block.id} block={block} onEdit={editOf(block, editor)} />
      );
    case 'wait':
      return <WaitPanel {...common} block={block} onEdit={editOf(block, editor)} />;
    case 'wait for reaction':
      return <ReactionPanel {...common} block={block} onEdit={editOf(block, editor)} />;
    case 'exit':
      return <ExitPanel {...common} block={block} onEdit={editOf(block, editor)} />;
  }
}

function editOf<Kind extends Block>(block: Kind, editor: ScenarioEditor) {
  return (changed: Kind, about: string) => editor.editBlock(block, changed, about);
}
