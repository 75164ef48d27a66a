/** What the sender's domain says of its mail, asked when staff ask. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { SenderDomainView } from '../../contract/sender-domain.ts';
import type { Api, RequestFailed } from '../api.ts';
import { asFailure } from './resource.ts';

export interface SenderDomainModel {
  readonly selector: ReadonlySignal<string>;
  readonly answer: ReadonlySignal<SenderDomainView | null>;
  readonly failure: ReadonlySignal<RequestFailed | null>;
  readonly busy: ReadonlySignal<boolean>;
  enterSelector(selector: string): void;
  check(): Promise<void>;
  dispose(): void;
}

export function senderDomainModel(api: Pick<Api, 'get'>): SenderDomainModel {
  const selector = signal('');
  const answer = signal<SenderDomainView | null>(null);
  const failure = signal<RequestFailed | null>(null);
  const busy = signal(false);
  const leaving = new AbortController();
  return {
    selector,
    answer,
    failure,
    busy,
    enterSelector: (text) => {
      selector.value = text;
    },
    check: async () => {
      // Two clicks are one question.
      if (busy.peek()) return;
      busy.value = true;
      failure.value = null;
      const given = selector.peek().trim();
      try {
        answer.value = await api.get<SenderDomainView>(
          '/api/sender-domain',
          given === '' ? {} : { selector: given },
          leaving.signal,
        );
      } catch (error) {
        failure.value = asFailure(error);
      }
      busy.value = false;
    },
    dispose: () => leaving.abort(),
  };
}
