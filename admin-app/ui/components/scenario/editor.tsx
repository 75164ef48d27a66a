import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { ScenarioVersion } from '../../../contract/scenario-versions.ts';
import type { ScenarioView } from '../../../contract/scenarios.ts';
import { hindering } from '../../../core/scenario/fault.ts';
import type { Block, BlockId, Fault } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { dryRunModel, type Rehearsal } from '../../models/dry-run.ts';
import { findBlock } from '../../models/graph-edit.ts';
import type { Draft, ScenarioEditor } from '../../models/scenario-editor.ts';
import { changesOf, versionIn, versionsModel } from '../../models/scenario-versions.ts';
import { setQuery, to } from '../../navigation.ts';
import { useModel, useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Dialog } from '../dialog.tsx';
import type { NodeState } from '../graph/node.tsx';
import { blockTitle } from '../graph/words.ts';
import { Notice } from '../notice.tsx';
import { UnreadQueries } from '../unread-queries.tsx';
import { useMedia } from '../use-media.ts';
import { BlockPanel, PANEL_TITLE_ID } from './block-panel.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { DryRunPanel } from './dry-run-panel.tsx';
import { FaultsNotice } from './faults-notice.tsx';
import { useGraphEditing } from './graph-editing.tsx';
import { OverviewPanel } from './overview-panel.tsx';
import { Picture } from './picture.tsx';
import './scenario.css';
import { VersionsPanel } from './versions-panel.tsx';
import { WaitingDrawer } from './waiting-drawer.tsx';

export interface EditorProps {
  readonly scenario: ScenarioView;
  readonly draft: Draft;
  readonly editor: ScenarioEditor;
}

interface Props extends EditorProps {
  readonly onSave: () => void;
}

/**
 * The graph, and beside it what the address asks for: a block's form (`?block=`), the dry run or the versions
 * (`?panel=`), or the scenario as a whole. `?at=` lists who is at a block now.
 */
export function Editor({ scenario, draft, editor, onSave }: Props) {
  const narrow = useMedia('(max-width: 900px)');
  const wide = useMedia('(min-width: 1700px)');
  const { query } = useLocation();
  const { definition } = draft;
  const { scenarioId } = scenario;
  const block = findBlock(definition, query.block ?? '') ?? null;
  const faults = editor.faults.value;
  const { select, goTo, close } = wayTo(block);
  const dryRun = useModel(({ api }) => dryRunModel(api, scenarioId), scenarioId);
  const versions = useVersions(scenario, draft);
  const panel = block === null ? query.panel : undefined;
  const result = dryRun.result.value;
  const rehearsal = panel === 'dry-run' && result?.kind === 'rehearsed' ? result : null;
  const editing = useGraphEditing({ editor, definition, open: select, goTo });
  const graph = {
    definition,
    selected: block?.id ?? null,
    onSelect: select,
    stateOf: (id: string) =>
      stateOf(id, { scenario, faults, rehearsal, changed: versions.changed }),
    hrefOfWaiting: (id: string) => to(`/scenarios/${scenarioId}`, { at: id }),
    edits: scenario.status === 'archived' ? null : editing.edits,
  };
  const writing = block?.kind === 'message' && !narrow && !wide;
  const form = { definition, faults, editor, editing, scenario };
  const look = ['editor', writing && 'writing', panel !== undefined && 'asked'];
  return (
    <div class="stack">
      <ConflictNotice {...{ draft, editor }} />
      <UnreadQueries of={scenario} />
      <FaultsNotice faults={faults} blocks={definition.blocks} onOpen={select} />
      <Unpublished scenario={scenario} />
      <div class={look.filter(Boolean).join(' ')}>
        <Card flush>
          <Picture {...graph} narrow={narrow || writing} />
        </Card>
        {block && !narrow ? (
          <Card>
            <BlockPanel {...form} block={block} onClose={close} />
          </Card>
        ) : panel === 'dry-run' ? (
          <Card>
            <DryRunPanel
              model={dryRun}
              dirty={editor.dirty.value}
              onSave={onSave}
              onClose={closePanel}
            />
          </Card>
        ) : panel === 'versions' ? (
          <Versions {...{ scenario, draft, editor, versions }} onOpen={select} />
        ) : (
          <OverviewPanel
            {...{ scenario, draft, editor, faults }}
            hrefOfWaiting={graph.hrefOfWaiting}
            blockOf={versions.blockOf}
          />
        )}
      </div>
      {block && narrow && (
        <Sheet block={block} onClose={close}>
          <BlockPanel {...form} block={block} />
        </Sheet>
      )}
      {editing.overlays}
      {query.at && (
        <WaitingDrawer
          scenarioId={scenarioId}
          blockId={query.at}
          definitionOf={versions.definitionOf}
          blockOf={versions.blockOf}
          activeVersion={scenario.activeVersion}
          onClose={() => setQuery({ at: undefined })}
          onChanged={() => void editor.scenario.load()}
        />
      )}
    </div>
  );
}

function closePanel(): void {
  setQuery({ panel: undefined });
}

/** From block to block by the address; the focus goes along. */
function wayTo(block: Block | null) {
  const goTo = (id: BlockId) => {
    setQuery({ block: undefined });
    focusSoon(() => document.querySelector(`[data-block="${CSS.escape(id)}"]`));
  };
  return {
    goTo,
    // Opening the first block is a step that "back" undoes; going from block to block is not.
    select: (id: BlockId) => {
      setQuery({ block: id }, block !== null);
      focusSoon(() => document.getElementById(PANEL_TITLE_ID));
    },
    close: () => {
      if (block) goTo(block.id);
    },
  };
}

/** Focuses what the next drawing brings. */
function focusSoon(find: () => Element | null): void {
  requestAnimationFrame(() => {
    const element = find();
    if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  });
}

type FollowedVersions = ReturnType<typeof useVersions>;

/** The versions, and which blocks the draft changes in the active one. */
function useVersions({ scenarioId, activeVersion }: ScenarioView, { definition }: Draft) {
  const model = useModel(({ api }) => versionsModel(api, scenarioId), scenarioId);
  useEffect(() => model.follow(activeVersion), [model, activeVersion]);
  const active = versionIn(model.versions.value.value, activeVersion);
  const changed = useMemo(() => {
    const changes = active ? changesOf(active.definition, definition) : [];
    return new Set(changes.map(({ blockId }) => blockId));
  }, [active, definition]);
  const all = model.versions.value.value?.versions ?? [];
  return {
    model,
    changed,
    /** What a customer in that version passes through. */
    definitionOf: (version: number) =>
      versionIn(model.versions.value.value, version)?.definition ?? definition,
    /** A block of the draft, or of the newest version that had it. */
    blockOf: (id: BlockId): Block | undefined =>
      findBlock(definition, id) ??
      all.map((version) => findBlock(version.definition, id)).find((found) => found !== undefined),
  };
}

interface VersionsProps extends EditorProps {
  readonly versions: FollowedVersions;
  readonly onOpen: (id: BlockId) => void;
}

function Versions({ scenario, draft, editor, versions, onOpen }: VersionsProps) {
  const { host } = useServices();
  const takeOver = (version: ScenarioVersion) => {
    editor.change(() => version.definition);
    host.toast(t('versions.takenOver', { version: version.version }), 'done');
  };
  return (
    <Card>
      <VersionsPanel
        model={versions.model}
        activeVersion={scenario.activeVersion}
        draft={draft.definition}
        onOpen={onOpen}
        onTakeOver={takeOver}
        onClose={closePanel}
      />
    </Card>
  );
}

function Unpublished({ scenario }: { readonly scenario: ScenarioView }) {
  if (!scenario.unpublished || scenario.status !== 'active') return null;
  return (
    <Notice title={t('scenario.unpublishedTitle')}>
      <span>{t('scenario.unpublishedText')}</span>
      <Button compact onClick={() => setQuery({ block: undefined, panel: 'versions' })}>
        {t('scenario.seeChanges')}
      </Button>
    </Notice>
  );
}

interface SheetProps {
  readonly block: Block;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

function Sheet({ block, onClose, children }: SheetProps) {
  return (
    <Dialog kind="sheet" title={blockTitle(block)} onClose={onClose}>
      {children}
    </Dialog>
  );
}

interface Known {
  readonly scenario: ScenarioView;
  readonly faults: readonly Fault[];
  readonly rehearsal: Rehearsal | null;
  /** Blocks that differ from the active version. */
  readonly changed: ReadonlySet<BlockId | null>;
}

function stateOf(id: BlockId, { scenario, faults, rehearsal, changed }: Known): NodeState {
  const own = faults.filter((fault) => fault.blockId === id);
  const count = hindering(own).length;
  return {
    waiting: scenario.waiting[id] ?? 0,
    rehearsed: rehearsal && (rehearsal.blocks[id] ?? 0),
    faults: count,
    warnings: own.length - count,
    changed: changed.has(id),
  };
}
