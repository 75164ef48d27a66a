import { faultAt } from '../../fault.ts';
import type {
  Fault,
  MessageBlock,
  ReactionExit,
  ScenarioDefinition,
  WaitForReactionBlock,
} from '../../types.ts';

/** Whether the message lies before this block on every path is checked on the graph. */
export function faultsOf(
  block: WaitForReactionBlock,
  definition: ScenarioDefinition,
): readonly Fault[] {
  const message = definition.blocks.find((it) => it.id === block.messageBlock);
  return [
    ...limitFaults(block),
    ...couponFaults(block, definition),
    ...(message?.kind === 'message' ? answerFaults(block, message) : [noMessage(block)]),
  ];
}

function limitFaults({ id, limitHours }: WaitForReactionBlock): readonly Fault[] {
  if (Number.isFinite(limitHours) && limitHours > 0) return [];
  return [faultAt(id, 'limitHours', `The limit is ${limitHours} hours; choose more than 0.`)];
}

function noMessage({ id, messageBlock }: WaitForReactionBlock): Fault {
  const message = `It waits for a reaction to “${messageBlock}”, which is not a message of this scenario.`;
  return faultAt(id, 'messageBlock', message);
}

function couponFaults(
  block: WaitForReactionBlock,
  { blocks, goal }: ScenarioDefinition,
): readonly Fault[] {
  return exitFaults(block, ({ reaction }) => {
    if (reaction === 'coupon used' && !blocks.some(({ kind }) => kind === 'coupon')) {
      return 'It waits for the use of a coupon, but the scenario gives none.';
    }
    if (reaction === 'ordered' && goal.kind === 'order') {
      return 'It waits for an order, but any order ends this scenario; choose another goal.';
    }
    return null;
  });
}

function answerFaults(block: WaitForReactionBlock, message: MessageBlock): readonly Fault[] {
  const ids = answerIds(message);
  return exitFaults(block, ({ reaction, answer }) => {
    if (reaction !== 'answered') return null;
    if (ids.size === 0) return `It waits for an answer, but “${message.name}” asks no question.`;
    if (answer === null || ids.has(answer)) return null;
    return `It waits for the answer “${answer}”, which “${message.name}” does not offer.`;
  });
}

/** One fault at most for each exit; null where there is none. */
function exitFaults(
  { id, exits }: WaitForReactionBlock,
  faultOf: (exit: ReactionExit) => string | null,
): readonly Fault[] {
  return exits.flatMap((exit, index) => {
    const message = faultOf(exit);
    return message === null ? [] : [faultAt(id, `exits.${index}.reaction`, message)];
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
