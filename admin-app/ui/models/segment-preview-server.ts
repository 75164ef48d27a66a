/** Previews counted by the server: slower, asked once typing pauses. */
import type { SegmentPreview as PreviewView } from '../../contract/segments.ts';
import { type Api, isAbort, type RequestFailed } from '../api.ts';
import { asFailure } from './resource.ts';
import type { Question } from './segment-preview-question.ts';

const PAUSE_MS = 250;

export interface ServerPreviews {
  /** `now` does not wait for more typing. A question asked earlier is given up. */
  ask(question: Question, when: 'now' | 'once typing pauses'): void;
  giveUp(): void;
}

export interface ServerAnswers {
  answered(question: Question, preview: PreviewView): void;
  failed(question: Question, failure: RequestFailed): void;
}

export function serverPreviews(api: Api, to: ServerAnswers): ServerPreviews {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();

  function giveUp(): void {
    clearTimeout(timer);
    running.abort();
  }

  async function load(question: Question): Promise<void> {
    const own = new AbortController();
    running = own;
    const { text, ownName } = question.shown;
    try {
      const body = { query: text, ownName };
      const preview = await api.post<PreviewView>('/api/segments/preview', body, own.signal);
      if (!own.signal.aborted) to.answered(question, preview);
    } catch (error) {
      if (!own.signal.aborted && !isAbort(error)) to.failed(question, asFailure(error));
    }
  }

  return {
    ask(question, when) {
      giveUp();
      if (when === 'now') void load(question);
      else timer = setTimeout(() => void load(question), PAUSE_MS);
    },
    giveUp,
  };
}
