import type { Fault, MessageBlock, ScenarioDefinition, WaitForReactionBlock } from '../../types.ts';

/** Whether the message lies before this block on every path is checked on the graph. */
export function faultsOf(
  block: WaitForReactionBlock,
  definition: ScenarioDefinition,
): readonly Fault[] {
  const message = definition.blocks.find((it) => it.id === block.messageBlock);
  return [
    ...limitFaults(block),
    ...(message?.kind === 'message' ? answerFaults(block, message) : [noMessage(block)]),
  ];
}

function limitFaults({ id, limitHours }: WaitForReactionBlock): readonly Fault[] {
  if (Number.isFinite(limitHours) && limitHours > 0) return [];
  const message = `The limit is ${limitHours} hours; choose more than 0.`;
  return [{ blockId: id, field: 'limitHours', message }];
}

function noMessage({ id, messageBlock }: WaitForReactionBlock): Fault {
  return {
    blockId: id,
    field: 'messageBlock',
    message: `It waits for a reaction to “${messageBlock}”, which is not a message of this scenario.`,
  };
}

function answerFaults(block: WaitForReactionBlock, message: MessageBlock): readonly Fault[] {
  const asks = Object.values(message.content).some((content) =>
    content.body.some((it) => it.kind === 'answers'),
  );
  if (asks) return [];
  return block.exits.flatMap((exit, index) =>
    exit.reaction === 'answered'
      ? [
          {
            blockId: block.id,
            field: `exits.${index}.reaction`,
            message: `It waits for an answer, but “${message.name}” asks no question.`,
          },
        ]
      : [],
  );
}
