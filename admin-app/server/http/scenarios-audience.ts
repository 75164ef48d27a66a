/** How many are inactive by what is not saved yet: by a rule on the screen, or as a template would have it. */
import { type Context, Hono } from 'hono';
import {
  type AudienceCount,
  countAudience,
  countTemplateAudience,
  type TemplateAudience,
} from '../../contract/scenarios.ts';
import { channelsNeeded } from '../../core/scenario/channels-needed.ts';
import type { Channel, InactiveDefinition } from '../../core/scenario/types.ts';
import { dayOf } from '../../core/time.ts';
import type { Clock } from '../clock.ts';
import type * as Entering from '../database/entering.ts';
import type * as EntryCandidates from '../database/entry-candidates.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { KeepCounts } from '../jobs/keep-counts.ts';
import { parseBody } from './parse-input.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { madeFrom, type TemplateDeps } from './templates.ts';

export interface AudienceCountDeps extends TemplateDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly keepCounts: Pick<KeepCounts, 'isLarge' | 'onceAsked'>;
  readonly store: TemplateDeps['store'] &
    Pick<typeof Entering, 'countEntrants'> &
    Pick<typeof EntryCandidates, 'inactiveCandidates'>;
}

export function audienceCountRoutes(deps: AudienceCountDeps): ShopRoutes {
  const { clock, inShop, keepCounts } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.post('/scenarios/audience', async (c) => {
    const { inactive } = await parseBody(c, countAudience);
    const count = await inShop(c.get('shop').shopId, async (tx) => {
      if (await keepCounts.isLarge(tx)) return NOT_COUNTED;
      return await countInactive(deps, c, tx, { inactive, channels: ['email'] });
    });
    return c.json<AudienceCount>(count);
  });

  routes.post('/templates/audience', async (c) => {
    const given = await parseBody(c, countTemplateAudience);
    const audience = await inShop(c.get('shop').shopId, async (tx) => {
      const definition = await madeFrom(deps, tx, given);
      const start = definition.blocks.find((block) => block.kind === 'start');
      if (start?.trigger.kind !== 'inactive') return { start: null, ...NOT_COUNTED };
      const asked = { inactive: start.trigger.by, channels: channelsNeeded(definition) };
      // Whoever tries one choice after another lets one of them be counted at a time.
      const read = keepCounts.onceAsked<AudienceCount>(
        `inactive ${JSON.stringify(asked)}`,
        (own) => countInactive(deps, c, own, asked),
        'inactive by a template',
      );
      const counted = await read(tx, dayOf(clock.now(), c.get('shop').zone));
      return { start, ...(counted?.counts ?? NOT_COUNTED) };
    });
    return c.json<TemplateAudience>(audience);
  });

  return routes;
}

const NOT_COUNTED: AudienceCount = { inactive: null, reachable: null };

interface Asked {
  readonly inactive: InactiveDefinition;
  readonly channels: readonly Channel[] | null;
}

/** Of one that is not saved: nobody is inside, and everybody may enter. */
async function countInactive(
  { clock, store }: AudienceCountDeps,
  c: Context<ShopEnvironment>,
  tx: ShopTransaction,
  { inactive, channels }: Asked,
): Promise<AudienceCount> {
  const { zone, currency } = c.get('shop');
  const at = clock.now();
  const moment = { today: dayOf(at, zone), zone, currency };
  const { fitting, reachable } = await store.countEntrants(
    tx,
    store.inactiveCandidates(0, inactive, moment),
    {
      scenarioId: 0,
      at,
      moment,
      channels,
      condition: null,
      reentry: { kind: 'each time' },
    },
  );
  return { inactive: fitting, reachable };
}
