/** Random scenarios, most of them sound: blocks in a row that lead forwards, some waits that lead back. */
import fc from 'fast-check';
import { faultsOf } from '../../../admin-app/core/scenario/faults-of.ts';
import { reachableFrom } from '../../../admin-app/core/scenario/reach.ts';
import type {
  Block,
  BlockId,
  Goal,
  MessageBlock,
  QuietTimes,
  Reaction,
  ScenarioDefinition,
  WaitUntil,
} from '../../../admin-app/core/scenario/types.ts';
import * as build from './build.ts';

const LENGTH = 8;
const idAt = (place: number): BlockId => `b${place}`;
const END: BlockId = 'end';

/** A way on from the block at `place`: to one of the next three, or out. */
function onwards(place: number): fc.Arbitrary<BlockId> {
  return fc
    .integer({ min: 1, max: 3 })
    .map((ahead) => (place + ahead < LENGTH ? idAt(place + ahead) : END));
}

const anyUntil: fc.Arbitrary<WaitUntil> = fc.oneof(
  fc.record({ kind: fc.constant('time' as const), hours: fc.constantFrom(0, 1, 30, 200) }),
  fc.record({ kind: fc.constant('hour' as const), hour: fc.integer({ min: 0, max: 23 }) }),
  fc.record({
    kind: fc.constant('weekday' as const),
    weekday: fc.integer({ min: 1, max: 7 }),
    hour: fc.integer({ min: 0, max: 23 }),
  }),
  fc.record({
    kind: fc.constant('date' as const),
    date: fc.constantFrom('birthday' as const, 'predicted_next_order_date' as const),
    daysBefore: fc.constantFrom(0, 7),
    hour: fc.integer({ min: 0, max: 23 }),
  }),
);

const anySendTime = fc.oneof(
  fc.constant({ kind: 'at once' as const }),
  fc.constant({ kind: 'best hour' as const }),
  fc.record({ kind: fc.constant('at hour' as const), hour: fc.integer({ min: 8, max: 20 }) }),
);

function anyMessage(place: number): fc.Arbitrary<MessageBlock> {
  const optional = fc.option(onwards(place));
  return fc
    .tuple(
      fc.constantFrom('email', 'sms', 'push', 'on-site'),
      onwards(place),
      optional,
      optional,
      anySendTime,
    )
    .map(([channel, next, unreachable, outranked, sendTime]) => {
      const how = { unreachable, outranked, sendTime };
      if (channel === 'email') {
        return build.email(idAt(place), next, {
          ...how,
          content: { en: build.question('x', 'y') },
        });
      }
      if (channel === 'sms') return build.sms(idAt(place), next, how);
      return channel === 'push'
        ? build.push(idAt(place), next, how)
        : build.onSite(idAt(place), next, how);
    });
}

const anyReaction: fc.Arbitrary<Reaction> = fc.constantFrom(
  'opened',
  'clicked',
  'visited',
  'answered',
  'ordered',
);

/** A wait for a reaction to the message right before it, if that is one; the checks sort out the others. */
function anyWaitForReaction(place: number): fc.Arbitrary<Block> {
  const exit = fc.record({
    reaction: anyReaction,
    answer: fc.constant(null),
    when: fc.constantFrom('at once' as const, 'at the limit' as const),
    next: onwards(place),
  });
  return fc
    .tuple(fc.array(exit, { maxLength: 3 }), onwards(place), fc.constantFrom(1, 48))
    .map(([exits, otherwise, limit]) =>
      build.waitFor(idAt(place), idAt(place - 1), exits, otherwise, limit),
    );
}

function anyWait(place: number): fc.Arbitrary<Block> {
  const back = fc.integer({ min: 0, max: place }).map(idAt);
  const next = fc.oneof({ weight: 5, arbitrary: onwards(place) }, { weight: 1, arbitrary: back });
  return fc.tuple(anyUntil, next).map(([until, to]) => build.wait(idAt(place), until, to));
}

function anyBlock(place: number): fc.Arbitrary<Block> {
  const id = idAt(place);
  const on = onwards(place);
  return fc.oneof(
    { weight: 5, arbitrary: anyMessage(place) },
    { weight: 4, arbitrary: anyWait(place) },
    { weight: 3, arbitrary: anyWaitForReaction(place) },
    {
      weight: 1,
      arbitrary: fc.tuple(on, on).map(([one, other]) => build.branch(id, { one }, other)),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(on, on).map(([one, other]) => build.split(id, { one, other })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(on, fc.option(on))
        .map(([next, unavailable]) => build.coupon(id, next, { unavailable })),
    },
    { weight: 1, arbitrary: on.map((next) => build.audience(id, next)) },
    { weight: 1, arbitrary: on.map((next) => build.update(id, [{ kind: 'suppress' }], next)) },
    { weight: 1, arbitrary: on.map((next) => build.startScenario(id, 9, next)) },
  );
}

const anyGoal: fc.Arbitrary<Goal> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'order' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'none' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'joins segment' as const, segmentId: 4 }) },
);

const anyQuiet: fc.Arbitrary<QuietTimes | null> = fc.option(
  fc.record({
    hours: fc.constantFrom(null, { from: 22, until: 7 }),
    weekdays: fc.subarray([6, 7]),
  }),
);

/** Any such definition; blocks that nobody comes to are left out, and waits that make no sense are made plain ones. */
export const anyDefinition: fc.Arbitrary<ScenarioDefinition> = fc
  .tuple(anyGoal, anyQuiet, fc.tuple(...Array.from({ length: LENGTH }, (_, at) => anyBlock(at))))
  .map(([goal, quiet, blocks]) =>
    mended(build.scenario([build.start(idAt(0)), ...blocks, build.exit(END)], { goal, quiet })),
  );

function mended(definition: ScenarioDefinition): ScenarioDefinition {
  const whole = withoutIslands(definition);
  const faulty = new Set(faultsOf(whole).map(({ blockId }) => blockId));
  const blocks = whole.blocks.map((block) =>
    block.kind === 'wait for reaction' && faulty.has(block.id)
      ? build.wait(block.id, 5, block.otherwise)
      : block,
  );
  return withoutIslands({ ...whole, blocks });
}

function withoutIslands(definition: ScenarioDefinition): ScenarioDefinition {
  const reached = reachableFrom(definition, ['start']);
  return { ...definition, blocks: definition.blocks.filter(({ id }) => reached.has(id)) };
}
