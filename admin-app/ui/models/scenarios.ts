import type { ScenariosView, ScenarioView, TemplatesView } from '../../contract/scenarios.ts';
import type { TemplateChoices, TemplateName } from '../../core/scenario/templates/gallery.ts';
import type { Api } from '../api.ts';
import { language } from '../language/t.ts';
import { type Resource, resource } from './resource.ts';

export interface ScenariosModel {
  readonly scenarios: Resource<ScenariosView>;
  readonly templates: Resource<TemplatesView>;
  /** Makes a scenario from a template; resolves to its id. Rejects with the server's reason. */
  create(template: TemplateName, name: string, choices: TemplateChoices): Promise<number>;
  dispose(): void;
}

/** With how many entered and returned. */
export function scenariosOfShop(api: Api): Resource<ScenariosView> {
  return resource(
    'scenarios',
    (abort) => api.get<ScenariosView>('/api/scenarios', {}, abort),
    ({ scenarios }) => scenarios.some(({ entered }) => entered === null),
  );
}

export function scenariosModel(api: Api): ScenariosModel {
  const scenarios = scenariosOfShop(api);
  const templates = resource('templates', (abort) =>
    api.get<TemplatesView>('/api/templates', { language: language() }, abort),
  );
  void scenarios.load();
  void templates.load();
  return {
    scenarios,
    templates,
    create: async (template, name, choices) => {
      const created = await api.post<ScenarioView>('/api/scenarios', {
        template,
        name,
        choices,
        language: language(),
      });
      return created.scenarioId;
    },
    dispose: () => {
      scenarios.dispose();
      templates.dispose();
    },
  };
}
