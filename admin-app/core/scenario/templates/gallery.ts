/** The scenarios that staff can begin with, each with its picture, what it is good for, and what must be chosen first. */
import type { Language } from '../../message/types.ts';
import type { ScenarioDefinition } from '../types.ts';
import { GALLERY_WORDS, type GalleryWords } from './gallery-words.ts';
import {
  backAfterAbsenceJourney,
  birthdayJourney,
  FROM_NOTHING,
  secondPurchaseJourney,
  vipDueSoonJourney,
} from './short-journeys.ts';
import { TRADE_WORDS, TRADES, type Trade } from './trades.ts';
import { keepTierJourney, tierUpgradeJourney } from './value-tier-journeys.ts';
import { INACTIVE_BY, type ShopAbilities, winBackJourney } from './win-back-journey.ts';

export const TEMPLATE_NAMES = [
  'win-back',
  'tier-upgrade',
  'keep-tier',
  'second-purchase',
  'birthday',
  'vip-due-soon',
  'back-after-absence',
  'from-nothing',
] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** Something to choose before the scenario is made; the first choice is the usual one. */
export interface TemplateOption {
  readonly name: string;
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
}

export interface Template {
  readonly template: TemplateName;
  readonly name: string;
  /** What it is good for, in a sentence or two. */
  readonly description: string;
  readonly options: readonly TemplateOption[];
  /** As the usual choices make it. */
  readonly definition: ScenarioDefinition;
}

/** Who makes the scenario, and for which shop. */
export interface TemplateFrame {
  readonly language: Language;
  readonly shop: ShopAbilities;
}

export function templatesOf(frame: TemplateFrame): readonly Template[] {
  const words = GALLERY_WORDS[frame.language];
  return TEMPLATE_NAMES.map((template) => ({
    template,
    ...words.templates[template],
    options: template === 'win-back' ? winBackOptions(frame) : [],
    definition: definitionFrom(template, {}, frame),
  }));
}

/** The value of each option by its name; an option that is missing or unknown takes the usual choice. */
export type TemplateChoices = Readonly<Record<string, string>>;

export function definitionFrom(
  template: TemplateName,
  choices: TemplateChoices,
  { language, shop }: TemplateFrame,
): ScenarioDefinition {
  switch (template) {
    case 'win-back': {
      const trade = chosenTrade(choices);
      const inactiveBy = INACTIVE_BY.find((it) => it === choices.inactiveBy) ?? INACTIVE_BY[0];
      const audienceId = audienceOf(choices, shop);
      return winBackJourney({ trade, inactiveBy, language, audienceId, shop });
    }
    case 'tier-upgrade':
      return tierUpgradeJourney({ language, shop });
    case 'keep-tier':
      return keepTierJourney({ language, shop });
    case 'second-purchase':
      return secondPurchaseJourney(language);
    case 'birthday':
      return birthdayJourney(language);
    case 'vip-due-soon':
      return vipDueSoonJourney(language);
    case 'back-after-absence':
      return backAfterAbsenceJourney(language);
    case 'from-nothing':
      return FROM_NOTHING;
  }
}

/** The trade that a scenario is made for; null where the template has none to choose. */
export function tradeFrom(template: TemplateName, choices: TemplateChoices): Trade | null {
  return template === 'win-back' ? chosenTrade(choices) : null;
}

function chosenTrade({ trade }: TemplateChoices): Trade {
  return TRADES.find((it) => it === trade) ?? TRADES[0];
}

const NO_AUDIENCE = 'none';

function audienceOf({ audience }: TemplateChoices, { audiences }: ShopAbilities): number | null {
  if (audience === NO_AUDIENCE) return null;
  const chosen = audiences.find(({ audienceId }) => String(audienceId) === audience);
  return (chosen ?? audiences[0])?.audienceId ?? null;
}

function winBackOptions({ language, shop }: TemplateFrame): readonly TemplateOption[] {
  const words = GALLERY_WORDS[language];
  const tradeLabel = (trade: Trade) => TRADE_WORDS[language][trade].name;
  return [
    {
      name: 'trade',
      label: words.trade,
      choices: TRADES.map((value) => ({ value, label: tradeLabel(value) })),
    },
    {
      name: 'inactiveBy',
      label: words.inactiveBy,
      choices: INACTIVE_BY.map((value) => ({ value, label: words.inactive[value] })),
    },
    ...(shop.audiences.length > 0 ? [audienceOption(shop, words)] : []),
  ];
}

function audienceOption({ audiences }: ShopAbilities, words: GalleryWords): TemplateOption {
  const existing = audiences.map(({ audienceId, name }) => ({
    value: String(audienceId),
    label: name,
  }));
  const none = { value: NO_AUDIENCE, label: words.noAudience };
  return { name: 'audience', label: words.audience, choices: [...existing, none] };
}
