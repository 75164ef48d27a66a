/** How many a scenario made from a template would take in, while its choices are made. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { TemplateAudience } from '../../contract/scenarios.ts';
import type { TemplateChoices, TemplateName } from '../../core/scenario/templates/gallery.ts';
import type { Api } from '../api.ts';
import { language } from '../language/t.ts';

const ASK_AGAIN_MS = 1_500;

export interface TemplateAudienceModel {
  /** Of the newest choices; null until the server answers. A large shop's is counted while one waits. */
  readonly audience: ReadonlySignal<TemplateAudience | null>;
  ask(choices: TemplateChoices): void;
  dispose(): void;
}

export function templateAudienceModel(api: Api, template: TemplateName): TemplateAudienceModel {
  const audience = signal<TemplateAudience | null>(null);
  let running = new AbortController();
  let again: ReturnType<typeof setTimeout> | undefined;

  async function load(choices: TemplateChoices): Promise<void> {
    running.abort();
    const own = new AbortController();
    running = own;
    clearTimeout(again);
    try {
      const body = { template, choices, language: language() };
      const answer = await api.post<TemplateAudience>('/api/templates/audience', body, own.signal);
      if (own.signal.aborted) return;
      audience.value = answer;
      const isCounted = answer.start === null || answer.inactive !== null;
      if (!isCounted) again = setTimeout(() => void load(choices), ASK_AGAIN_MS);
    } catch {
      // The count is a help, not a need: without it the question can be answered all the same.
    }
  }

  return {
    audience,
    ask: (choices) => {
      audience.value = null;
      void load(choices);
    },
    dispose: () => {
      clearTimeout(again);
      running.abort();
    },
  };
}
