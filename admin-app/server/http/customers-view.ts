/** Names of people, scenarios and blocks, as pages about one customer show them. */
import type { EnrolmentView, ScenarioName } from '../../contract/customers.ts';
import type { BlockNames, EnrolmentRecord } from '../database/customer-record.ts';

export function nameOf(person: {
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
}): string {
  const name = [person.first_name, person.last_name].filter((part) => part).join(' ');
  return name || person.email || 'No name';
}

export function scenarioName(row: {
  readonly scenario_id: number;
  readonly scenario_name: string;
  readonly scenario_kind: string;
}): ScenarioName {
  return { scenarioId: row.scenario_id, name: row.scenario_name, kind: row.scenario_kind };
}

/** What staff called the block, otherwise its kind. */
export function blockName({ blocks }: BlockNames, id: string): string {
  const block = blocks.find((candidate) => candidate.id === id);
  return block?.name || block?.kind || id;
}

export function enrolmentView(record: EnrolmentRecord): EnrolmentView {
  const nameIn = (id: string) => blockName(record.definition, id);
  return {
    enrolmentId: record.enrolment_id,
    scenario: scenarioName(record),
    enteredAt: record.entered_at,
    heldOut: record.held_out,
    blockName: nameIn(record.block_id),
    dueAt: record.due_at,
    endedAt: record.ended_at,
    outcome: record.outcome,
    steps: record.steps.map((step) => ({
      at: Date.parse(step.at),
      blockName: nameIn(step.block_id),
      cause: step.cause,
      result: step.result,
    })),
  };
}
