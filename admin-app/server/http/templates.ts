/** The gallery: what scenarios can begin with in this shop, and a new one made from it. */
import { Hono } from 'hono';
import type { z } from 'zod';
import { createScenario, type ScenarioView, type TemplatesView } from '../../contract/scenarios.ts';
import { LANGUAGES } from '../../core/message/types.ts';
import { definitionFrom, templatesOf, tradeFrom } from '../../core/scenario/templates/gallery.ts';
import { inLanguages } from '../../core/scenario/templates/in-languages.ts';
import type { ShopAbilities } from '../../core/scenario/templates/win-back-journey.ts';
import type { Channel, ScenarioDefinition } from '../../core/scenario/types.ts';
import type { Clock } from '../clock.ts';
import type * as Audiences from '../database/audiences.ts';
import type * as Languages from '../database/languages.ts';
import type * as Scenarios from '../database/scenarios.ts';
import type { InShop, ShopTransaction } from '../database/tenant.ts';
import type { ChannelProblems } from '../jobs/channel-problems.ts';
import { parseBody } from './parse-input.ts';
import { readerLanguage } from './reader-language.ts';
import type { ScenarioViews } from './scenarios-view.ts';
import type { ShopEnvironment, ShopRoutes } from './shop-context.ts';
import { noteStaffAct } from './staff-log.ts';

/** What a template is made with. */
export interface TemplateDeps {
  readonly store: Pick<typeof Audiences, 'listAudiences'>;
  readonly channelProblems: ChannelProblems;
}

export interface TemplateRoutesDeps extends TemplateDeps {
  readonly clock: Clock;
  readonly inShop: InShop;
  readonly store: TemplateDeps['store'] &
    Pick<typeof Scenarios, 'insertScenario'> &
    Pick<typeof Languages, 'readLanguages'>;
  readonly views: ScenarioViews;
}

export function templateRoutes(deps: TemplateRoutesDeps): ShopRoutes {
  const { clock, inShop, store, views } = deps;
  const routes = new Hono<ShopEnvironment>();

  routes.get('/templates', async (c) => {
    const asked = c.req.query('language');
    const language = LANGUAGES.find((it) => it === asked) ?? 'en';
    const shop = await inShop(c.get('shop').shopId, (tx) => abilitiesOf(deps, tx));
    return c.json<TemplatesView>({ templates: templatesOf({ language, shop }) });
  });

  routes.post('/scenarios', async (c) => {
    const { name, ...given } = await parseBody(c, createScenario);
    const { template, choices } = given;
    const view = await inShop(c.get('shop').shopId, async (tx) => {
      const made = await madeFrom(deps, tx, given);
      const draft = inLanguages(made, (await store.readLanguages(tx)).choice);
      const at = clock.now();
      const trade = tradeFrom(template, choices);
      const scenarioId = await store.insertScenario(tx, { name, template, trade, draft, at });
      const act = { kind: 'scenario.created', subject: name, subjectId: scenarioId } as const;
      await noteStaffAct(c, tx, act);
      return await views.view(tx, scenarioId, readerLanguage(c));
    });
    return c.json<ScenarioView>(view, 201);
  });

  return routes;
}

/** A scenario as the template makes it for this shop. */
export async function madeFrom(
  deps: TemplateDeps,
  tx: ShopTransaction,
  { template, choices, language }: Omit<z.infer<typeof createScenario>, 'name'>,
): Promise<ScenarioDefinition> {
  return definitionFrom(template, choices, { language, shop: await abilitiesOf(deps, tx) });
}

/** A template only has blocks that the shop can carry out. */
async function abilitiesOf(
  { store, channelProblems }: TemplateDeps,
  tx: ShopTransaction,
): Promise<ShopAbilities> {
  const works = async (channel: Channel) => (await channelProblems(tx, [channel])).length === 0;
  return {
    sms: await works('sms'),
    push: await works('push'),
    audiences: await store.listAudiences(tx),
  };
}
