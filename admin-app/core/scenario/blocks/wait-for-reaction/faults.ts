import { type Finding, found } from '../../finding.ts';
import type {
  MessageBlock,
  ReactionExit,
  ScenarioDefinition,
  WaitForReactionBlock,
} from '../../types.ts';

/** Whether the message lies before this block on every path is checked on the graph. */
export function faultsOf(
  block: WaitForReactionBlock,
  definition: ScenarioDefinition,
): readonly Finding[] {
  const message = definition.blocks.find((it) => it.id === block.messageBlock);
  return [
    ...limitFaults(block),
    ...couponFaults(block, definition),
    ...(message?.kind === 'message' ? answerFaults(block, message) : [noMessage(block)]),
  ];
}

function limitFaults({ id, limitHours }: WaitForReactionBlock): readonly Finding[] {
  if (Number.isFinite(limitHours) && limitHours > 0) return [];
  return [found(id, 'limitHours', (words) => words.limitHours(limitHours))];
}

function noMessage({ id, messageBlock }: WaitForReactionBlock): Finding {
  return found(id, 'messageBlock', (words) => words.noSuchMessage(messageBlock));
}

function couponFaults(
  block: WaitForReactionBlock,
  { blocks, goal }: ScenarioDefinition,
): readonly Finding[] {
  return exitFaults(block, ({ reaction }) => {
    if (reaction === 'coupon used' && !blocks.some(({ kind }) => kind === 'coupon')) {
      return (words) => words.noCouponToUse;
    }
    if (reaction === 'ordered' && goal.kind === 'order') {
      return (words) => words.orderIsGoal;
    }
    return null;
  });
}

function answerFaults(block: WaitForReactionBlock, message: MessageBlock): readonly Finding[] {
  const ids = answerIds(message);
  return exitFaults(block, ({ reaction, answer }) => {
    if (reaction !== 'answered') return null;
    if (ids.size === 0) return (words) => words.noQuestion(message.name);
    if (answer === null || ids.has(answer)) return null;
    return (words) => words.answerNotOffered(answer, message.name);
  });
}

/** One fault at most for each exit; null where there is none. */
function exitFaults(
  { id, exits }: WaitForReactionBlock,
  faultOf: (exit: ReactionExit) => Finding['say'] | null,
): readonly Finding[] {
  return exits.flatMap((exit, index) => {
    const say = faultOf(exit);
    return say === null ? [] : [found(id, `exits.${index}.reaction`, say)];
  });
}

function answerIds(message: MessageBlock): ReadonlySet<string> {
  if (message.channel !== 'email') return new Set();
  return new Set(
    Object.values(message.content).flatMap(({ body }) =>
      body.flatMap((it) => (it.kind === 'answers' ? it.answers.map(({ id }) => id) : [])),
    ),
  );
}
