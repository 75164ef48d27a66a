/** How many a scenario made from a template would take in, while its choices are made. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { TemplateAudience } from '../../contract/scenarios.ts';
import type { TemplateChoices, TemplateName } from '../../core/scenario/templates/gallery.ts';
import type { Api } from '../api.ts';
import { language } from '../language/t.ts';

export interface TemplateAudienceModel {
  /** Null until the server has counted for the newest choices. */
  readonly audience: ReadonlySignal<TemplateAudience | null>;
  ask(choices: TemplateChoices): void;
  dispose(): void;
}

export function templateAudienceModel(api: Api, template: TemplateName): TemplateAudienceModel {
  const audience = signal<TemplateAudience | null>(null);
  let running = new AbortController();

  async function load(choices: TemplateChoices): Promise<void> {
    running.abort();
    const own = new AbortController();
    running = own;
    audience.value = null;
    try {
      const body = { template, choices, language: language() };
      const answer = await api.post<TemplateAudience>('/api/templates/audience', body, own.signal);
      if (!own.signal.aborted) audience.value = answer;
    } catch {
      // The count is a help, not a need: without it the question can be answered all the same.
    }
  }

  return {
    audience,
    ask: (choices) => void load(choices),
    dispose: () => running.abort(),
  };
}
