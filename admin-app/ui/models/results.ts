import {
  FIGURES,
  type Figure,
  type FigureCustomersPage,
  type ResultsView,
} from '../../contract/results.ts';
import type { ScenarioView } from '../../contract/scenarios.ts';
import type { Answer, EmailContent } from '../../core/message/types.ts';
import type { Api } from '../api.ts';
import { language } from '../language/t.ts';
import { type PagedList, pagedList } from './paged.ts';
import { type Resource, resource } from './resource.ts';

export interface ResultsModel {
  readonly results: Resource<ResultsView>;
  /** The scenario itself, for the words of its answers. */
  readonly scenario: Resource<ScenarioView>;
  dispose(): void;
}

export function resultsModel(api: Api, scenarioId: string): ResultsModel {
  const path = `/api/scenarios/${encodeURIComponent(scenarioId)}`;
  const results = resource(`${path}/results`, (abort) =>
    api.get<ResultsView>(`${path}/results`, {}, abort),
  );
  const scenario = resource(path, (abort) => api.get<ScenarioView>(path, {}, abort));
  void results.load();
  void scenario.load();
  return {
    results,
    scenario,
    dispose: () => {
      results.dispose();
      scenario.dispose();
    },
  };
}

/** Which customers to list: those behind a figure, of one block or one answer only where said. */
export interface FigureChoice {
  readonly figure: Figure;
  readonly block: string | undefined;
  readonly answer: string | undefined;
}

export function parseFigureChoice(query: Readonly<Record<string, string>>): FigureChoice | null {
  const figure = FIGURES.find((each) => each === query.figure);
  return figure ? { figure, block: query.block, answer: query.answer } : null;
}

export type FigureCustomer = FigureCustomersPage['customers'][number];

export function figureCustomersModel(
  api: Api,
  scenarioId: string,
  choice: FigureChoice,
): PagedList<FigureCustomer> {
  const path = `/api/scenarios/${encodeURIComponent(scenarioId)}/results/customers`;
  const list = pagedList<FigureCustomer>(async (after, abort) => {
    const page = await api.get<FigureCustomersPage>(path, { ...choice, after }, abort);
    return { items: page.customers, after: page.after };
  });
  void list.restart();
  return list;
}

/** What customers read when they answered, by the answer's id; in the person's language where it is written. */
export function answerLabels(scenario: ScenarioView | null): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const block of scenario?.definition.blocks ?? []) {
    if (block.kind !== 'message' || block.channel !== 'email') continue;
    const { content, fallbackLanguage } = block;
    for (const each of [content[language()], content[fallbackLanguage]]) {
      for (const { id, label } of answersOf(each)) if (!labels.has(id)) labels.set(id, label);
    }
  }
  return labels;
}

function answersOf(content: EmailContent | undefined): readonly Answer[] {
  return content?.body.flatMap((part) => (part.kind === 'answers' ? part.answers : [])) ?? [];
}
