import type { ComponentChildren } from 'preact';
import type { ScenarioView } from '../../../contract/scenarios.ts';
import type { Block, Fault, ScenarioDefinition, SplitBlock } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import * as graph from '../../models/graph-edit.ts';
import type { ScenarioEditor } from '../../models/scenario-editor.ts';
import { Button } from '../button.tsx';
import { FaultLine } from '../field.tsx';
import { blockIcon, blockTitle, kindInWords } from '../graph/words.ts';
import { Icon } from '../icon.tsx';
import type { BlockForm } from './block-form.ts';
import { BranchPanel } from './branch-panel.tsx';
import { CouponPanel } from './coupon-panel.tsx';
import { ExitsFields } from './exits-fields.tsx';
import type { GraphEditing } from './graph-editing.tsx';
import { MessagePanel } from './message-panel.tsx';
import { ReactionPanel } from './reaction-panel.tsx';
import { AudiencePanel, ExitPanel, StartScenarioPanel } from './small-panels.tsx';
import './scenario.css';
import { SplitPanel } from './split-panel.tsx';
import { SplitResults } from './split-results.tsx';
import { StartPanel } from './start-panel.tsx';
import { UpdateCustomerPanel } from './update-customer-panel.tsx';
import { WaitPanel } from './wait-panel.tsx';

interface Props {
  readonly scenario: ScenarioView;
  readonly block: Block;
  readonly definition: ScenarioDefinition;
  readonly faults: readonly Fault[];
  readonly editor: ScenarioEditor;
  readonly editing: GraphEditing;
  /** Absent where the surrounding dialog has a way to close and a title of its own. */
  readonly onClose?: () => void;
}

/** Gets the focus when a block was chosen in the graph, so that the keyboard goes on from here. */
export const PANEL_TITLE_ID = 'block-panel-title';

/** The chosen block's own form under a common head. Escape closes it, unless something inside took it. */
export function BlockPanel(props: Props) {
  const { scenario, block, definition, faults, editor, editing, onClose } = props;
  const own = faults.filter((fault) => fault.blockId === block.id);
  const common: Common = {
    definition,
    onEndStep: editor.endStep,
    onLead: (field, to) => editing.lead({ from: block.id, field }, to),
    faultAt: (field) => own.find((fault) => fault.field === field)?.message ?? null,
    faultyFields: own.flatMap(({ field }) => (field === null ? [] : [field])),
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented && editing.edits.moving === null) {
      onClose?.();
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the key belongs to all that is inside
    <div class="panel" onKeyDown={press}>
      <div class="panel-head">
        <span class="panel-kind">
          <Icon name={blockIcon(block)} size={16} />
          {kindInWords(block)}
        </span>
        <span class="panel-tools">
          {scenario.status !== 'archived' && (
            <Tools block={block} definition={definition} editing={editing} />
          )}
          {onClose && (
            <Button kind="plain" icon="close" label={t('action.close')} onClick={onClose} />
          )}
        </span>
        {onClose && (
          <h2 id={PANEL_TITLE_ID} tabIndex={-1} data-quiet-focus>
            {blockTitle(block)}
          </h2>
        )}
      </div>
      {own.filter(isAboutWhole).map((fault) => (
        <FaultLine key={fault.message} text={fault.message} />
      ))}
      <fieldset class="panel-form" disabled={scenario.status === 'archived'}>
        {formOf(scenario, block, common, editor, editing)}
      </fieldset>
    </div>
  );
}

interface ToolsProps {
  readonly block: Block;
  readonly definition: ScenarioDefinition;
  readonly editing: GraphEditing;
}

/** What can be done with the block as a whole. */
function Tools({ block, definition, editing }: ToolsProps) {
  if (block.kind === 'start') return null;
  const isMovable = graph.movableTo(definition, block.id).length > 0;
  return (
    <>
      {block.kind !== 'exit' && (
        <Button
          kind="plain"
          icon="copy"
          label={t('action.duplicate')}
          onClick={() => editing.duplicate(block.id)}
        />
      )}
      {isMovable && (
        <Button
          kind="plain"
          icon="move"
          label={t('action.move')}
          onClick={() => editing.move(block.id)}
        />
      )}
      <Button
        kind="plain"
        icon="remove"
        label={t('action.remove')}
        onClick={() => editing.edits.onRemove(block.id)}
      />
    </>
  );
}

/** Faults of the block as a whole have no field on the screen to stand at. */
function isAboutWhole({ field }: Fault): boolean {
  return field === null || field === 'id';
}

/** Nobody has been at a split that the server does not have, or in a scenario that was never active. */
function resultsOf(
  { scenarioId, definition, activeVersion }: ScenarioView,
  block: SplitBlock,
  onEdit: BlockForm<SplitBlock>['onEdit'],
): ComponentChildren {
  const isSaved = definition.blocks.some(({ id, kind }) => id === block.id && kind === 'split');
  if (activeVersion === null || !isSaved) return null;
  const choose = (winner: string) => onEdit({ ...block, winner }, null);
  return <SplitResults scenarioId={scenarioId} block={block} onWinner={choose} />;
}

type Common = Omit<BlockForm<Block>, 'block' | 'onEdit' | 'onCut'>;

function formOf(
  scenario: ScenarioView,
  block: Block,
  common: Common,
  editor: ScenarioEditor,
  editing: GraphEditing,
): ComponentChildren {
  const of = <Kind extends Block>(own: Kind): BlockForm<Kind> => ({
    ...common,
    block: own,
    onEdit: (changed, about) =>
      about === null
        ? editor.change((definition) => graph.replaceBlock(definition, own.id, changed))
        : editor.editBlock(own, changed, about),
    // The block with this id is of the kind that the form was made for.
    onCut: (take) => editing.cut(own.id, (current) => take(current as Kind)),
  });
  const exits = <ExitsFields {...of(block)} />;
  switch (block.kind) {
    case 'start':
      return [
        <StartPanel
          key="form"
          {...of(block)}
          scenarioId={scenario.scenarioId}
          saved={!editor.dirty.value}
        />,
        exits,
      ];
    case 'message':
      return <MessagePanel key={block.id} {...of(block)} exits={exits} />;
    case 'wait':
      return [<WaitPanel key="form" {...of(block)} />, exits];
    case 'wait for reaction':
      return <ReactionPanel {...of(block)} />;
    case 'branch':
      return <BranchPanel {...of(block)} />;
    case 'split':
      return <SplitPanel {...of(block)} results={resultsOf(scenario, block, of(block).onEdit)} />;
    case 'coupon':
      return [<CouponPanel key="form" {...of(block)} />, exits];
    case 'audience':
      return [<AudiencePanel key="form" {...of(block)} />, exits];
    case 'update customer':
      return [<UpdateCustomerPanel key="form" {...of(block)} />, exits];
    case 'start scenario':
      return [<StartScenarioPanel key="form" {...of(block)} />, exits];
    case 'exit':
      return <ExitPanel {...of(block)} />;
  }
}
