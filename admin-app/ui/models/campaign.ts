/** One campaign: its form while it is a draft, checked while it is written; then what becomes of it. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { CampaignCheck, CampaignView } from '../../contract/campaigns.ts';
import { type Campaign, campaignDefinition } from '../../core/scenario/campaign.ts';
import type { CampaignFault } from '../../core/scenario/campaign-faults.ts';
import type { Channel, MessageBlock } from '../../core/scenario/types.ts';
import { type Api, isAbort, type RequestFailed } from '../api.ts';
import { language } from '../language/t.ts';
import { NO_CONTENT, newEmailBlock } from './email-content.ts';
import { type Form, form } from './form.ts';
import { emptyContent, withContent } from './message-block.ts';
import { asFailure, type Resource, resource } from './resource.ts';
import { shopLanguages } from './shop.ts';

export interface CampaignDraft {
  readonly name: string;
  readonly campaign: Campaign;
}

export type CampaignAction = 'unschedule' | 'cancel' | 'archive';

export interface CampaignModel {
  readonly view: Resource<CampaignView>;
  /** Null unless it is a draft. */
  readonly form: Form<CampaignDraft>;
  /** Of what is on the screen; null until the server has looked. */
  readonly check: ReadonlySignal<CampaignCheck | null>;
  readonly checkFailure: ReadonlySignal<RequestFailed | null>;
  /** What is being done at the moment. */
  readonly working: ReadonlySignal<'schedule' | 'duplicate' | CampaignAction | null>;
  /** Checks what is on the screen without waiting for a pause in the writing; false when the server cannot say. */
  checkNow(): Promise<boolean>;
  /** Changes parts of the campaign. */
  edit(change: Partial<Campaign>): void;
  /** Shows what the server has by now; what was typed is set aside. */
  takeSaved(): Promise<void>;
  /** Resolve to why it could not be done, or null when it was. What is scheduled is what was saved. */
  schedule(): Promise<RequestFailed | null>;
  act(action: CampaignAction): Promise<RequestFailed | null>;
  /** Resolves to the number of the copy. */
  duplicate(name: string): Promise<number | RequestFailed>;
  dispose(): void;
}

const PAUSE_MS = 400;
/** How often a campaign under way is looked at again. */
const FOLLOW_MS = 3_000;

export function campaignModel(api: Api, id: string): CampaignModel {
  const path = `/api/campaigns/${encodeURIComponent(id)}`;
  const view = resource(path, (abort) => api.get<CampaignView>(path, {}, abort));
  const check = signal<CampaignCheck | null>(null);
  const checkFailure = signal<RequestFailed | null>(null);
  const working = signal<'schedule' | 'duplicate' | CampaignAction | null>(null);
  /** The revision that the draft was begun from. */
  let begun: string | undefined;
  let checking = new AbortController();
  let pause: ReturnType<typeof setTimeout> | undefined;

  const fields = form<CampaignDraft>(async (draft) => {
    const saved = await api.put<CampaignView>(path, { ...draft, revision: begun });
    begun = saved.revision;
    view.set(saved);
    return draftOf(saved);
  });

  async function look(draft: CampaignDraft): Promise<boolean> {
    clearTimeout(pause);
    checking.abort();
    checking = new AbortController();
    const body = { ...draft, language: language() };
    try {
      check.value = await api.post<CampaignCheck>('/api/campaigns/check', body, checking.signal);
      checkFailure.value = null;
      return true;
    } catch (error) {
      if (!isAbort(error)) checkFailure.value = asFailure(error);
      return false;
    }
  }

  /** A draft fills the form. */
  function take(next: CampaignView): void {
    view.set(next);
    begun = next.revision;
    fields.begin(writableOf(next));
  }

  async function takeSaved(): Promise<void> {
    await view.load();
    const saved = view.value.peek();
    if (!saved) return;
    begun = saved.revision;
    fields.giveWay(writableOf(saved));
  }

  async function tell(
    what: 'schedule' | CampaignAction,
    body?: object,
  ): Promise<RequestFailed | null> {
    working.value = what;
    try {
      take(await api.post<CampaignView>(`${path}/${what}`, body));
      return null;
    } catch (error) {
      return asFailure(error);
    } finally {
      working.value = null;
    }
  }

  const stopChecking = effect(() => {
    const draft = fields.value.value;
    if (!draft) return;
    clearTimeout(pause);
    pause = setTimeout(() => void look(draft), check.peek() === null ? 0 : PAUSE_MS);
  });
  const following = setInterval(() => {
    const state = view.value.peek()?.state;
    if (state === 'scheduled' || state === 'sending') void view.load();
  }, FOLLOW_MS);

  void view.load().then(() => {
    const loaded = view.value.peek();
    if (loaded?.state === 'draft' && !fields.dirty.peek()) take(loaded);
  });

  return {
    view,
    form: fields,
    check,
    checkFailure,
    working,
    checkNow: async () => {
      const draft = fields.value.peek();
      return draft !== null && (await look(draft));
    },
    edit: (change) => {
      const draft = fields.value.peek();
      if (draft) fields.edit({ campaign: { ...draft.campaign, ...change } });
    },
    takeSaved,
    schedule: () => tell('schedule', { confirmed: true, language: language(), revision: begun }),
    act: (action) => tell(action),
    duplicate: async (name) => {
      working.value = 'duplicate';
      try {
        return (await api.post<CampaignView>(`${path}/duplicate`, { name })).campaignId;
      } catch (error) {
        return asFailure(error);
      } finally {
        working.value = null;
      }
    },
    dispose: () => {
      stopChecking();
      clearTimeout(pause);
      clearInterval(following);
      checking.abort();
      fields.dispose();
      view.dispose();
    },
  };
}

function draftOf({ name, campaign }: CampaignView): CampaignDraft {
  return { name, campaign };
}

/** Null for one that cannot be changed any more. */
function writableOf(view: CampaignView): CampaignDraft | null {
  return view.state === 'draft' ? draftOf(view) : null;
}

/** The message over one channel, as scenarios hold it, whether the channel is in use or not. */
export function messageOver(campaign: Campaign, channel: Channel): MessageBlock | null {
  const { blocks } = campaignDefinition({ ...campaign, channels: [channel] }, null);
  return blocks.find((block) => block.kind === 'message') ?? null;
}

/** The same, with the shop's fallback ready to be written in. */
export function writableOver(campaign: Campaign, channel: Channel): MessageBlock | null {
  const block = messageOver(campaign, channel);
  const { fallback } = shopLanguages();
  if (!block || Object.keys(block.content).length > 0) return block;
  const first = channel === 'email' ? FIRST_MAIL : emptyContent(channel);
  return withContent(block, fallback, first);
}

const FIRST_MAIL = { ...NO_CONTENT, body: [newEmailBlock('text')] };

/** The campaign with what was written in the message's form. */
export function withMessage(campaign: Campaign, block: MessageBlock): Campaign {
  const { channel, content } = block;
  // The content is of the block's own channel.
  const messages = { ...campaign.messages, [channel]: content } as Campaign['messages'];
  return { ...campaign, messages };
}

/** What stands in the way at a field, or at one below it. */
export function faultsBelow(
  faults: readonly CampaignFault[],
  field: string,
): readonly CampaignFault[] {
  return faults.filter((fault) => fault.field === field || fault.field.startsWith(`${field}.`));
}

/** Faults without what only needs a yes. */
export function hinderingCampaign(faults: readonly CampaignFault[]): readonly CampaignFault[] {
  return faults.filter(({ severity }) => severity === 'fault');
}
