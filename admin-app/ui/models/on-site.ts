import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type {
  OnSiteContent,
  OnSiteMessagesView,
  OnSiteMessageView,
} from '../../contract/onsite.ts';
import { effectiveClass } from '../../core/priority/authored-message.ts';
import type { OnSiteKind } from '../../core/priority/occasions.ts';
import type { Api, RequestFailed } from '../api.ts';
import { type Form, form } from './form.ts';
import { contentOf, inRankingOrder, newContent, withoutEmptyTexts } from './on-site-content.ts';
import { asFailure, type Resource, resource } from './resource.ts';

const PATH = '/api/onsite-messages';

export interface OnSiteModel {
  readonly list: Resource<OnSiteMessagesView>;
  readonly messages: ReadonlySignal<readonly OnSiteMessageView[]>;
  readonly form: Form<OnSiteContent>;
  /** The message whose switch or creation is under way. */
  readonly busy: ReadonlySignal<number | OnSiteKind | null>;
  /** Opens a message in the form; null closes it. */
  open(messageId: number | null): void;
  /** Shows what the server has by now; what was typed is set aside. */
  takeSaved(): Promise<void>;
  /** Resolve to why it could not be done, or null when it was. */
  setActive(message: OnSiteMessageView, active: boolean): Promise<RequestFailed | null>;
  /** Changes places with the one before or after it, of its own class. */
  move(message: OnSiteMessageView, step: -1 | 1): Promise<RequestFailed | null>;
  archive(message: OnSiteMessageView): Promise<RequestFailed | null>;
  create(kind: OnSiteKind): Promise<OnSiteMessageView | RequestFailed>;
  duplicate(message: OnSiteMessageView): Promise<OnSiteMessageView | RequestFailed>;
  dispose(): void;
}

export function onSiteModel(api: Api): OnSiteModel {
  const list = resource('on-site', (abort) => api.get<OnSiteMessagesView>(PATH, {}, abort));
  const messages = computed(() => inRankingOrder(list.value.value?.messages ?? []));
  const busy = signal<number | OnSiteKind | null>(null);
  let opened: number | null = null;
  /** The revision that the form was begun from. */
  let begun: string | undefined;

  function find(messageId: number | null): OnSiteMessageView | undefined {
    return messages.peek().find((each) => each.messageId === messageId);
  }

  /** Puts an answered message into the list, in place of its older self; null takes it out. */
  function take(messageId: number, next: OnSiteMessageView | null): void {
    const view = list.value.peek() ?? { messages: [], publishedAt: null, waiting: 0 };
    const others = view.messages.filter((each) => each.messageId !== messageId);
    list.set({ ...view, messages: next ? [...others, next] : others });
  }

  async function put(
    { messageId, active, revision }: OnSiteMessageView,
    message: OnSiteContent,
  ): Promise<OnSiteMessageView> {
    const body = { active, message, revision };
    const next = await api.put<OnSiteMessageView>(`${PATH}/${messageId}`, body);
    if (messageId === opened && begun === revision) begun = next.revision;
    take(messageId, next);
    return next;
  }

  const fields = form<OnSiteContent>(async (content) => {
    const saved = find(opened);
    if (!saved) throw new Error('the message to save is not in the list any more');
    const seen = { ...saved, revision: begun ?? saved.revision };
    return contentOf(await put(seen, withoutEmptyTexts(content)));
  });

  function open(messageId: number | null): void {
    const message = find(messageId);
    if (opened === messageId && fields.value.peek() !== null) return;
    opened = message?.messageId ?? null;
    begun = message?.revision;
    fields.begin(message ? contentOf(message) : null);
  }

  async function takeSaved(): Promise<void> {
    await list.load();
    const message = find(opened);
    begun = message?.revision;
    fields.giveWay(message ? contentOf(message) : null);
  }

  /** One at a time; resolves to why it could not be done. */
  async function working<Done>(
    on: number | OnSiteKind,
    work: () => Promise<Done>,
  ): Promise<Done | RequestFailed> {
    busy.value = on;
    try {
      return await work();
    } catch (error) {
      const failure = asFailure(error);
      // Whoever was faster is on the screen before somebody tries again.
      if (failure.field === 'revision') void list.load();
      return failure;
    } finally {
      busy.value = null;
    }
  }

  /** The whole class gets places 1, 2, 3, so that equal ones are told apart. */
  async function reorder(message: OnSiteMessageView, step: -1 | 1): Promise<null> {
    const own = effectiveClass(message.message);
    const places = messages.peek().filter((each) => effectiveClass(each.message) === own);
    const at = places.findIndex((each) => each.messageId === message.messageId);
    const other = places[at + step];
    if (!other) return null;
    const moved = places.with(at, other).with(at + step, message);
    for (const [place, each] of moved.entries()) {
      if (each.message.ownerRank !== place + 1)
        await put(each, { ...contentOf(each), ownerRank: place + 1 });
    }
    return null;
  }

  async function add(path: string, body: unknown): Promise<OnSiteMessageView> {
    const created = await api.post<OnSiteMessageView>(path, body);
    take(created.messageId, created);
    return created;
  }

  void list.load();
  return {
    list,
    messages,
    form: fields,
    busy,
    open,
    takeSaved,
    setActive: (message, active) =>
      working(message.messageId, async () => {
        await put({ ...message, active }, contentOf(message));
        return null;
      }),
    move: (message, step) => working(message.messageId, () => reorder(message, step)),
    archive: (message) =>
      working(message.messageId, async () => {
        await api.delete(`${PATH}/${message.messageId}`);
        take(message.messageId, null);
        return null;
      }),
    create: (kind) => working(kind, () => add(PATH, { active: false, message: newContent(kind) })),
    duplicate: ({ messageId }) =>
      working(messageId, () => add(`${PATH}/${messageId}/duplicate`, {})),
    dispose: () => {
      fields.dispose();
      list.dispose();
    },
  };
}
