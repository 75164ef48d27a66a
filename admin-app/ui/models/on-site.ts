import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type {
  OnSiteContent,
  OnSiteMessagesView,
  OnSiteMessageView,
} from '../../contract/onsite.ts';
import type { OnSiteKind } from '../../core/priority/on-site-kinds.ts';
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
  /** Resolve to why it could not be done, or null when it was. */
  setActive(message: OnSiteMessageView, active: boolean): Promise<RequestFailed | null>;
  create(kind: OnSiteKind): Promise<OnSiteMessageView | RequestFailed>;
  dispose(): void;
}

export function onSiteModel(api: Api): OnSiteModel {
  const list = resource('on-site', (abort) => api.get<OnSiteMessagesView>(PATH, {}, abort));
  const messages = computed(() => inRankingOrder(list.value.value?.messages ?? []));
  const busy = signal<number | OnSiteKind | null>(null);
  let opened: number | null = null;

  function find(messageId: number | null): OnSiteMessageView | undefined {
    return messages.peek().find((each) => each.messageId === messageId);
  }

  /** Puts an answered message into the list, in place of its older self. */
  function take(next: OnSiteMessageView): void {
    const view = list.value.peek();
    const others = view?.messages.filter((each) => each.messageId !== next.messageId) ?? [];
    list.set({ publishedAt: view?.publishedAt ?? null, messages: [...others, next] });
  }

  const fields = form<OnSiteContent>(async (content) => {
    const saved = find(opened);
    if (!saved) throw new Error('the message to save is not in the list any more');
    const body = { active: saved.active, message: withoutEmptyTexts(content) };
    const next = await api.put<OnSiteMessageView>(`${PATH}/${saved.messageId}`, body);
    take(next);
    return contentOf(next);
  });

  function open(messageId: number | null): void {
    const message = find(messageId);
    if (opened === messageId && fields.value.peek() !== null) return;
    opened = message?.messageId ?? null;
    fields.begin(message ? contentOf(message) : null);
  }

  async function setActive(
    message: OnSiteMessageView,
    active: boolean,
  ): Promise<RequestFailed | null> {
    busy.value = message.messageId;
    try {
      const body = { active, message: contentOf(message) };
      take(await api.put<OnSiteMessageView>(`${PATH}/${message.messageId}`, body));
      return null;
    } catch (error) {
      return asFailure(error);
    } finally {
      busy.value = null;
    }
  }

  async function create(kind: OnSiteKind): Promise<OnSiteMessageView | RequestFailed> {
    busy.value = kind;
    try {
      const body = { active: false, message: newContent(kind) };
      const created = await api.post<OnSiteMessageView>(PATH, body);
      take(created);
      return created;
    } catch (error) {
      return asFailure(error);
    } finally {
      busy.value = null;
    }
  }

  void list.load();
  return {
    list,
    messages,
    form: fields,
    busy,
    open,
    setActive,
    create,
    dispose: () => {
      fields.dispose();
      list.dispose();
    },
  };
}
