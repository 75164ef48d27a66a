/** Scenarios of one mail, as tests about the ranking of messages put them side by side. */
import type {
  Block,
  ScenarioDefinition,
  StartBlock,
} from '../../../admin-app/core/scenario/types.ts';
import { timestampText } from '../../../admin-app/server/database/type-parsers.ts';
import { winBack } from '../../support/win-back.ts';
import type { World } from './world.ts';

const mail = winBack.blocks.find((block) => block.kind === 'message' && block.channel === 'email');
const start = winBack.blocks.find((block) => block.kind === 'start');
if (mail?.kind !== 'message' || mail.channel !== 'email' || start?.kind !== 'start') {
  throw new Error('The win-back has no mail');
}
const [MAIL, START] = [mail, start];

/** Start, what comes in between, one mail, exit. */
export function oneMail(
  changes: Partial<StartBlock>,
  between: readonly Block[] = [],
  mailChanges: Partial<typeof MAIL> = {},
): ScenarioDefinition {
  return {
    blocks: [
      { ...START, holdoutShare: 0, next: between[0]?.id ?? 'mail', ...changes },
      ...between,
      { ...MAIL, id: 'mail', next: 'end', ...mailChanges },
      { kind: 'exit', id: 'end', outcome: 'done' },
    ],
    goal: { kind: 'none' },
    quiet: null,
  };
}

export const byHand: Partial<StartBlock> = { trigger: { kind: 'by hand' } };

export function wait(hours: number): Block {
  return { kind: 'wait', id: 'wait', until: { kind: 'time', hours }, next: 'mail' };
}

/** A campaign that is scheduled, as the table of campaigns has it; to everybody, unless a segment is named. */
export async function schedule(
  world: World,
  at: number,
  segmentId: number | null = null,
): Promise<number> {
  const trigger = { kind: 'campaign', at, segmentId, exceptSegmentId: null } as const;
  const definition = oneMail({ trigger }, [], { priorityClass: 'ad hoc' });
  const { store } = world.engine;
  return await world.inShop(async (tx) => {
    const now = world.clock.now();
    const named = { name: 'Launch', template: 'campaign', draft: definition, at: now };
    const scenarioId = await store.insertScenario(tx, named);
    await tx.execute(`update scenarios set kind = 'campaign' where scenario_id = $1`, [scenarioId]);
    await store.activateDraft(tx, scenarioId, definition, now);
    await tx.execute(
      `insert into campaigns (shop_id, scenario_id, content, state, starts_at) values ($1, $2, '{}', 'scheduled', $3)`,
      [world.shopId, scenarioId, timestampText(at)],
    );
    return scenarioId;
  });
}
