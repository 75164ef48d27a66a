import type { ScenarioDefinition } from '../types.ts';
import { winBack } from './win-back.ts';

export type TemplateName = 'win-back';

export interface Template {
  readonly template: TemplateName;
  readonly name: string;
  /** What it is good for, in a sentence or two. */
  readonly description: string;
  readonly definition: ScenarioDefinition;
}

export const TEMPLATES: readonly Template[] = [
  {
    template: 'win-back',
    name: 'Win back inactive customers',
    description:
      'Writes to customers whose next order is overdue, follows up by how they react, and asks those who hesitate what kept them. Stops the moment they order.',
    definition: winBack,
  },
];

export function findTemplate(name: TemplateName): Template | undefined {
  return TEMPLATES.find(({ template }) => template === name);
}
