import '../language/messages/texts.ts';
import { useEffect, useState } from 'preact/hooks';
import type { ScenarioView } from '../../contract/scenarios.ts';
import { hindering } from '../../core/scenario/fault.ts';
import type { ScenarioDefinition } from '../../core/scenario/types.ts';
import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { Page } from '../components/page.tsx';
import { SaveBar } from '../components/save-bar.tsx';
import { Editor } from '../components/scenario/editor.tsx';
import { EditorActions, type ScenarioAction } from '../components/scenario/editor-actions.tsx';
import { Question, type ScenarioQuestion } from '../components/scenario/question.tsx';
import { StatusBadge } from '../components/scenario-status.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import '../language/scenarios/texts.ts';
import { language, t } from '../language/t.ts';
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
  return (await import('../../core/scenario/faults-of.ts')).faultsOf(definition, null, language());
}

/** One scenario and all that can be done with it. */
export function ScenarioPage({ id }: { readonly id: string }) {
  const editor = useModel(({ api }) => scenarioEditor(api, id, findFaults), id);
  const { api, host } = useServices();
  useEffect(() => loadSurroundings(api), [api]);
  const [question, setQuestion] = useState<ScenarioQuestion | null>(null);
  useSaveKey(editor, save);
  useCampaignInstead(editor, id);
  const view = editor.scenario.value.value;
  const draft = editor.draft.value;

  async function save(): Promise<boolean> {
    const failure = await editor.save();
    // A conflict asks above the graph.
    const said = failure && editor.conflict.peek() ? t('state.notSaved') : failure?.message;
    host.toast(said ?? t('state.saved'), failure ? 'problem' : 'done');
    return failure === null;
  }

  /** What is asked before activating is asked of the server about the saved draft. */
  async function ask(next: ScenarioAction): Promise<void> {
    if (next === 'activate') {
      if (editor.dirty.peek() && !(await save())) return;
      // What only the server can see is known now, and named above the graph.
      if (hindering(editor.faults.peek()).length > 0) return;
    }
    if (next === 'dry run') setQuery({ block: undefined, panel: 'dry-run' }, false);
    else if (next === 'versions') setQuery({ block: undefined, panel: 'versions' }, false);
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

/** Whoever knows only the number of what wrote to a customer leads here for campaigns too. */
function useCampaignInstead(editor: ScenarioEditor, id: string): void {
  const { api } = useServices();
  const missing = editor.scenario.failure.value?.status === 404;
  useEffect(() => {
    if (!missing) return;
    const path = `/campaigns/${encodeURIComponent(id)}`;
    // Where there is none either, the page has said already that there is nothing here.
    api.get(`/api${path}`).then(
      () => navigate(to(path), true),
      () => {},
    );
  }, [api, id, missing]);
}

function Heading({ view, draft }: { readonly view: ScenarioView; readonly draft: Draft }) {
  return (
    <span class="row">
      {draft.name} <StatusBadge status={view.status} />
    </span>
  );
}

/** Ctrl or Cmd with S. */
function useSaveKey(editor: ScenarioEditor, save: () => Promise<boolean>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      if (editor.dirty.peek()) void save();
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
