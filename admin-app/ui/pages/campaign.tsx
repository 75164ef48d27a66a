import { useEffect, useState } from 'preact/hooks';
import type { CampaignView } from '../../contract/campaigns.ts';
import { Await } from '../components/await.tsx';
import { CampaignActions } from '../components/campaigns/campaign-actions.tsx';
import { CampaignBadge } from '../components/campaigns/campaign-badge.tsx';
import { CampaignForm } from '../components/campaigns/campaign-form.tsx';
import { CampaignStanding } from '../components/campaigns/campaign-standing.tsx';
import { ConfirmSchedule } from '../components/campaigns/confirm-dialog.tsx';
import { type CampaignQuestion, Question } from '../components/campaigns/question.tsx';
import { Card } from '../components/card.tsx';
import { isOvertaken } from '../components/overtaken.tsx';
import { Page } from '../components/page.tsx';
import { SaveBar } from '../components/save-bar.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import { UnreadQueries } from '../components/unread-queries.tsx';
import '../language/campaigns/texts.ts';
import '../language/scenarios/texts.ts';
import '../language/messages/texts.ts';
import { t } from '../language/t.ts';
import {
  type CampaignAction,
  type CampaignModel,
  campaignModel,
  hinderingCampaign,
} from '../models/campaign.ts';
import { loadSurroundings } from '../models/surroundings.ts';
import { navigate, to } from '../navigation.ts';
import { useModel, useServices } from '../services.ts';

/** One campaign: written while it is a draft, then followed. */
export function CampaignPage({ id }: { readonly id: string }) {
  const model = useModel(({ api }) => campaignModel(api, id), id);
  const { api } = useServices();
  useEffect(() => loadSurroundings(api), [api]);
  const view = model.view.value.value;
  const draft = model.form.value.value;
  const check = model.check.value;
  const name = draft?.name ?? view?.name ?? t('campaign.form');
  const work = useCampaignWork(model, name);
  const { question, setQuestion } = work;
  return (
    <>
      <SaveBar
        dirty={model.form.dirty.value}
        saving={model.form.saving.value}
        onSave={() => void work.save()}
        onDiscard={model.form.discard}
      />
      <Page
        title={name}
        heading={view && <Heading name={name} view={view} />}
        back={{ href: to('/campaigns'), label: t('campaigns.title') }}
        actions={
          view && (
            <CampaignActions
              {...{ view, model }}
              onSchedule={() => void work.askToSchedule()}
              onAsk={setQuestion}
              onDuplicate={() => void work.duplicate()}
              onArchive={() => void work.act('archive')}
            />
          )
        }
      >
        <UnreadQueries key={id} of={view} />
        <Await of={model.view} bones={<FormBones />}>
          {(loaded) =>
            loaded.state !== 'draft' ? (
              <CampaignStanding view={loaded} />
            ) : draft ? (
              <CampaignForm {...{ draft, model }} asked={work.asked} onSave={work.save} />
            ) : (
              <FormBones />
            )
          }
        </Await>
      </Page>
      {question === 'schedule' && draft && check && (
        <ConfirmSchedule
          campaign={draft.campaign}
          check={check}
          busy={model.working.value === 'schedule'}
          onClose={() => setQuestion(null)}
          onConfirm={() => void work.schedule()}
        />
      )}
      {view && question !== null && question !== 'schedule' && (
        <Question
          {...{ question, view }}
          busy={model.working.value === question}
          onClose={() => setQuestion(null)}
          onConfirm={() => void work.act(question)}
        />
      )}
    </>
  );
}

/** What staff can do with a campaign, what is asked before it, and what is said after it. */
function useCampaignWork(model: CampaignModel, name: string) {
  const { host } = useServices();
  const [asked, setAsked] = useState(false);
  const [question, setQuestion] = useState<CampaignQuestion | 'schedule' | null>(null);

  async function save(): Promise<boolean> {
    const saved = await model.form.save();
    // Whose is to stay is asked above the form.
    const failure = isOvertaken(model.form) ? null : model.form.failure.peek();
    host.toast(
      saved ? t('state.saved') : (failure?.message ?? t('state.notSaved')),
      saved ? 'done' : 'problem',
    );
    return saved;
  }

  /** What is missing is shown at its fields; where nothing is, the numbers are to be confirmed. */
  async function askToSchedule(): Promise<void> {
    setAsked(true);
    if (!(await model.checkNow())) return notChecked();
    const faults = hinderingCampaign(model.check.peek()?.faults ?? []);
    if (faults.length > 0) {
      host.toast(t('campaign.missing', { n: faults.length }), 'problem');
      focusFirstFault();
    } else if (!model.form.dirty.peek() || (await save())) setQuestion('schedule');
  }

  function notChecked(): void {
    const failure = model.checkFailure.peek();
    if (failure) host.toast(failure.message, 'problem');
  }

  async function schedule(): Promise<void> {
    const isNow = model.form.value.peek()?.campaign.timing.kind === 'at once';
    const failure = await model.schedule();
    setQuestion(null);
    if (failure?.field === 'revision') {
      await model.takeSaved();
      host.toast(t('campaign.changedMeanwhile'), 'problem');
    } else if (failure) host.toast(failure.message, 'problem');
    else host.toast(t(isNow ? 'campaign.did.send' : 'campaign.did.schedule'), 'done');
  }

  async function act(action: CampaignAction): Promise<void> {
    const failure = await model.act(action);
    setQuestion(null);
    host.toast(failure?.message ?? t(`campaign.did.${action}`), failure ? 'problem' : 'done');
    if (!failure && action === 'archive') navigate(to('/campaigns'));
  }

  async function duplicate(): Promise<void> {
    const copy = await model.duplicate(t('campaign.copyOf', { name }).slice(0, 120));
    if (copy instanceof Error) host.toast(copy.message, 'problem');
    else navigate(to(`/campaigns/${copy}`));
  }

  return { asked, question, setQuestion, save, askToSchedule, schedule, act, duplicate };
}

function Heading({ name, view }: { readonly name: string; readonly view: CampaignView }) {
  return (
    <span class="row">
      {name} <CampaignBadge state={view.state} />
    </span>
  );
}

/** Once the faults are drawn. */
function focusFirstFault(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector('[aria-invalid="true"]');
    if (field instanceof HTMLElement) field.focus();
  });
}

function FormBones() {
  return (
    <div class="stack large">
      {[0, 1, 2].map((card) => (
        <Card key={card}>
          <Bone width={30} height={20} />
          <Bones lines={2} />
        </Card>
      ))}
    </div>
  );
}
