import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { ScenarioView } from '../../contract/scenarios.ts';
import { hindering } from '../../core/scenario/fault.ts';
import type { Block, Fault, ScenarioDefinition } from '../../core/scenario/types.ts';
import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Graph } from '../components/graph/graph.tsx';
import type { NodeState } from '../components/graph/node.tsx';
import { Outline } from '../components/graph/outline.tsx';
import { blockTitle } from '../components/graph/words.ts';
import { Notice } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { SaveBar } from '../components/save-bar.tsx';
import { ActivateDialog } from '../components/scenario/activate-dialog.tsx';
import { BlockPanel, PANEL_TITLE_ID } from '../components/scenario/block-panel.tsx';
import { DryRunPanel } from '../components/scenario/dry-run-panel.tsx';
import { EditorActions, type ScenarioQuestion } from '../components/scenario/editor-actions.tsx';
import { FaultsNotice } from '../components/scenario/faults-notice.tsx';
import { useGraphEditing } from '../components/scenario/graph-editing.tsx';
import { OverviewPanel } from '../components/scenario/overview-panel.tsx';
import '../components/scenario/scenario.css';
import {
  AddCustomersDialog,
  ArchiveDialog,
  DuplicateDialog,
} from '../components/scenario/scenario-dialogs.tsx';
import { WaitingDrawer } from '../components/scenario/waiting-drawer.tsx';
import { StatusBadge } from '../components/scenario-status.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import { useMedia } from '../components/use-media.ts';
import '../language/scenarios/texts.ts';
import { t } from '../language/t.ts';
import { dryRunModel, type Rehearsal } from '../models/dry-run.ts';
import {
  type Activation,
  type Draft,
  type ScenarioEditor,
  type Standing,
  scenarioEditor,
} from '../models/scenario-editor.ts';
import { loadSurroundings } from '../models/surroundings.ts';
import { navigate, setQuery, to } from '../navigation.ts';
import { useModel, useServices } from '../services.ts';

/** The checks bring a Liquid parser along, so they are loaded when the first edit needs them. */
async function findFaults(definition: ScenarioDefinition) {
  return (await import('../../core/scenario/faults-of.ts')).faultsOf(definition);
}

/** One scenario: its graph, and the chosen block (`?block=`) open beside it; `?at=` lists who is at a block now. */
export function ScenarioPage({ id }: { readonly id: string }) {
  const editor = useModel(({ api }) => scenarioEditor(api, id, findFaults), id);
  const { api, host } = useServices();
  useEffect(() => loadSurroundings(api), [api]);
  const [question, setQuestion] = useState<Exclude<ScenarioQuestion, 'dry run'> | null>(null);
  useShortcuts(editor, save);
  const view = editor.scenario.value.value;
  const draft = editor.draft.value;

  async function save(): Promise<boolean> {
    const failure = await editor.save();
    host.toast(failure ? failure.message : t('state.saved'), failure ? 'problem' : 'done');
    return failure === null;
  }

  /** What is asked before activating is asked of the server about the saved draft. */
  async function ask(next: ScenarioQuestion): Promise<void> {
    if (next === 'activate' && editor.dirty.peek() && !(await save())) return;
    if (next === 'dry run') setQuery({ block: undefined, panel: 'dry-run' });
    else setQuestion(next);
  }

  async function setStanding(standing: Standing, activation?: Activation): Promise<void> {
    const failure = await editor.setStanding(standing, activation);
    setQuestion(null);
    host.toast(
      failure ? failure.message : t(`scenario.did.${standing}`),
      failure ? 'problem' : 'done',
    );
  }

  return (
    <>
      <SaveBar
        dirty={editor.dirty.value}
        saving={editor.working.value === 'save'}
        onSave={() => void save()}
        onDiscard={editor.discard}
      />
      <Page
        width="wide"
        title={draft?.name ?? t('scenario.title')}
        heading={view && draft && <Heading view={view} draft={draft} />}
        back={{ href: to('/scenarios'), label: t('scenarios.title') }}
        actions={
          view && (
            <EditorActions
              scenario={view}
              editor={editor}
              onAsk={(next) => void ask(next)}
              onPause={() => void setStanding('pause')}
              onResume={() => void setStanding('resume')}
            />
          )
        }
      >
        <Await of={editor.scenario} bones={<EditorBones />}>
          {(scenario) =>
            draft && <Editor {...{ scenario, draft, editor }} onSave={() => void save()} />
          }
        </Await>
      </Page>
      {question && draft && view && (
        <Question
          {...{ question, draft, editor }}
          scenario={view}
          onClose={() => setQuestion(null)}
          onSetStanding={(standing, activation) => void setStanding(standing, activation)}
        />
      )}
    </>
  );
}

interface QuestionProps extends Omit<EditorProps, 'onSave'> {
  readonly question: Exclude<ScenarioQuestion, 'dry run'>;
  readonly onClose: () => void;
  readonly onSetStanding: (standing: Standing, activation?: Activation) => void;
}

function Question({ question, scenario, draft, editor, onClose, onSetStanding }: QuestionProps) {
  const busy = editor.working.value !== null;
  const start = draft.definition.blocks.find((block) => block.kind === 'start');
  switch (question) {
    case 'activate':
      return start?.kind === 'start' ? (
        <ActivateDialog
          {...{ scenario, draft, start, busy, onClose }}
          onActivate={(activation) => onSetStanding('activate', activation)}
        />
      ) : null;
    case 'archive':
      return (
        <ArchiveDialog
          {...{ scenario, busy, onClose }}
          onArchive={() => onSetStanding('archive')}
        />
      );
    case 'add customers':
      return <AddCustomersDialog scenarioId={scenario.scenarioId} onClose={onClose} />;
    case 'duplicate':
      return (
        <DuplicateDialog
          name={draft.name}
          onClose={onClose}
          onDuplicate={async (name) => {
            const copy = await editor.duplicate(name);
            onClose();
            navigate(to(`/scenarios/${copy}`));
          }}
        />
      );
  }
}

function Heading({ view, draft }: { readonly view: ScenarioView; readonly draft: Draft }) {
  return (
    <span class="row">
      {draft.name} <StatusBadge status={view.status} />
    </span>
  );
}

interface EditorProps {
  readonly scenario: ScenarioView;
  readonly draft: Draft;
  readonly editor: ScenarioEditor;
  readonly onSave: () => void;
}

function Editor({ scenario, draft, editor, onSave }: EditorProps) {
  const narrow = useMedia('(max-width: 900px)');
  const wide = useMedia('(min-width: 1700px)');
  const { query } = useLocation();
  const { definition } = draft;
  const block = definition.blocks.find((each) => each.id === query.block) ?? null;
  const faults = editor.faults.value;
  // Opening the first block is a step that "back" undoes; going from block to block is not.
  const select = (id: string) => {
    setQuery({ block: id }, block !== null);
    focusSoon(() => document.getElementById(PANEL_TITLE_ID));
  };
  const goTo = (id: string) => {
    setQuery({ block: undefined });
    focusSoon(() => document.querySelector(`[data-block="${CSS.escape(id)}"]`));
  };
  const close = () => (block ? goTo(block.id) : setQuery({ block: undefined }));
  const dryRun = useModel(({ api }) => dryRunModel(api, scenario.scenarioId), scenario.scenarioId);
  const rehearsing = query.panel === 'dry-run' && block === null;
  const result = dryRun.result.value;
  const rehearsal = rehearsing && result?.kind === 'rehearsed' ? result : null;
  const editing = useGraphEditing({ editor, definition, open: select, goTo });
  const graph = {
    definition,
    selected: block?.id ?? null,
    onSelect: select,
    stateOf: (id: string) => stateOf(id, { scenario, faults, rehearsal }),
    hrefOfWaiting: (id: string) => to(`/scenarios/${scenario.scenarioId}`, { at: id }),
    edits: scenario.status === 'archived' ? null : editing.edits,
  };
  const writing = block?.kind === 'message' && !narrow && !wide;
  const panel = { definition, faults, editor, editing, scenario };
  return (
    <div class="stack">
      <FaultsNotice faults={faults} blocks={definition.blocks} onOpen={select} />
      {scenario.unpublished && scenario.status === 'active' && (
        <Notice title={t('scenario.unpublishedTitle')}>
          <span>{t('scenario.unpublishedText')}</span>
        </Notice>
      )}
      <div
        class={['editor', writing && 'writing', rehearsing && 'rehearsing']
          .filter(Boolean)
          .join(' ')}
      >
        <Card flush>{narrow || writing ? <Outline {...graph} /> : <Graph {...graph} />}</Card>
        {block && !narrow ? (
          <Card>
            <BlockPanel {...panel} block={block} onClose={close} />
          </Card>
        ) : rehearsing ? (
          <Card>
            <DryRunPanel
              model={dryRun}
              dirty={editor.dirty.value}
              onSave={onSave}
              onClose={() => setQuery({ panel: undefined })}
            />
          </Card>
        ) : (
          <OverviewPanel {...{ scenario, draft, editor, faults }} />
        )}
      </div>
      {block && narrow && (
        <Dialog kind="sheet" title={<SheetTitle block={block} />} onClose={close}>
          <BlockPanel {...panel} block={block} />
        </Dialog>
      )}
      {editing.overlays}
      {query.at && (
        <WaitingDrawer
          scenarioId={scenario.scenarioId}
          blockId={query.at}
          definition={definition}
          activeVersion={scenario.activeVersion}
          onClose={() => setQuery({ at: undefined })}
          onChanged={() => void editor.scenario.load()}
        />
      )}
    </div>
  );
}

interface Known {
  readonly scenario: ScenarioView;
  readonly faults: readonly Fault[];
  readonly rehearsal: Rehearsal | null;
}

function stateOf(id: string, { scenario, faults, rehearsal }: Known): NodeState {
  const own = faults.filter((fault) => fault.blockId === id);
  const count = hindering(own).length;
  return {
    waiting: scenario.waiting[id] ?? 0,
    rehearsed: rehearsal && (rehearsal.blocks[id] ?? 0),
    faults: count,
    warnings: own.length - count,
    changed: false,
  };
}

/** Focuses what the next drawing brings. */
function focusSoon(find: () => Element | null): void {
  requestAnimationFrame(() => {
    const element = find();
    if (element instanceof HTMLElement) element.focus({ preventScroll: true });
  });
}

function SheetTitle({ block }: { readonly block: Block }) {
  return <>{blockTitle(block)}</>;
}

/** Ctrl or Cmd with Z, Shift+Z or Y, and S; fields have no undo of their own here, so the page's is theirs too. */
function useShortcuts(editor: ScenarioEditor, save: () => Promise<boolean>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      const key = event.key.toLowerCase();
      if (key === 'z' && !event.shiftKey) editor.undo();
      else if (key === 'y' || key === 'z') editor.redo();
      else if (key === 's' && editor.dirty.peek()) void save();
      else if (key !== 's') return;
      event.preventDefault();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [editor, save]);
}

function EditorBones() {
  return (
    <div class="editor">
      <Card>
        <Bone height={460} />
      </Card>
      <Card>
        <Bones lines={8} />
      </Card>
    </div>
  );
}
