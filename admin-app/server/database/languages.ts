/** Which languages the shop writes to its customers in, which ones its customers have, and what is written in which. */
import { inOrder, type LanguageChoice, languageOf } from '../../core/message/language.ts';
import { LANGUAGES, type Language } from '../../core/message/types.ts';
import type { Channel } from '../../core/scenario/types.ts';
import type { Instant } from '../../core/time.ts';
import type { ShopTransaction } from './tenant.ts';
import { timestampText } from './type-parsers.ts';

export interface StoredLanguages {
  /** What messages go by. Until somebody chooses: every language, and the shop's own as fallback. */
  readonly choice: LanguageChoice;
  /** 0 until somebody chooses. */
  readonly version: number;
}

export async function readLanguages(tx: ShopTransaction): Promise<StoredLanguages> {
  const row = await tx.one<ChoiceRow & { readonly version: number | null }>(
    `select l.languages, l.fallback, l.version, s.locale
       from shops s left join language_settings l on l.shop_id = s.shop_id where s.shop_id = $1`,
    [tx.shopId],
  );
  return { choice: choiceIn(row), version: row.version ?? 0 };
}

/** Of the shop's settings, where it has any, and of the shop. */
export interface ChoiceRow {
  readonly languages: readonly string[] | null;
  readonly fallback: Language | null;
  readonly locale: string;
}

export function choiceIn({ languages, fallback, locale }: ChoiceRow): LanguageChoice {
  return {
    languages: inOrder(languages ?? LANGUAGES),
    fallback: fallback ?? languageOf(locale) ?? 'en',
  };
}

/** False, and nothing is changed, where somebody else has saved since `version`. */
export async function writeLanguages(
  tx: ShopTransaction,
  { languages, fallback }: LanguageChoice,
  { version, at }: { readonly version: number; readonly at: Instant },
): Promise<boolean> {
  const written = await tx.execute(
    `insert into language_settings as l (shop_id, languages, fallback, version, updated_at)
     select $1, $2, $3, 1, $5 where $4 = 0 or exists (select from language_settings where shop_id = $1)
     on conflict (shop_id) do update
       set languages = excluded.languages, fallback = excluded.fallback, version = l.version + 1,
           updated_at = excluded.updated_at
       where l.version = $4`,
    [tx.shopId, languages, fallback, version, timestampText(at)],
  );
  return written === 1;
}

/** How many customers have a language, as its primary tag in small letters; empty for those of whom none is known. */
export interface LanguageCount {
  readonly language: string;
  readonly customers: number;
  /** Of these, who may be written to by e-mail or SMS. */
  readonly subscribed: number;
}

/** Looks at every customer; most customers first. */
export async function countLanguages(tx: ShopTransaction): Promise<readonly LanguageCount[]> {
  return await tx.query<LanguageCount>(
    `select coalesce(lower(split_part(translate(locale, '_', '-'), '-', 1)), '') as language, count(*) as customers,
            count(*) filter (where 'subscribed' in (email_consent, sms_consent)) as subscribed
       from customers where shop_id = $1 and deleted_at is null and redacted_at is null
      group by 1 order by 2 desc, 1`,
    [tx.shopId],
  );
}

/** A message of a scenario or campaign that is active, paused or being written. */
export interface MessageLanguages {
  readonly scenarioId: number;
  readonly kind: 'scenario' | 'campaign';
  readonly name: string;
  readonly status: 'active' | 'paused' | 'draft';
  readonly blockId: string;
  readonly blockName: string;
  readonly channel: Channel;
  /** As it is sent; of one that is not active, as it is drafted. */
  readonly languages: readonly Language[];
  /** In the draft; none where the draft has no such message any more. */
  readonly drafted: readonly Language[];
}

function messagesOf(definition: string): string {
  return `select block ->> 'id' as block_id, block ->> 'name' as name, block ->> 'channel' as channel, place,
                 array(select jsonb_object_keys(block -> 'content')) as languages
            from jsonb_path_query(${definition}, '$.blocks[*] ? (@.kind == "message")')
                 with ordinality as found (block, place)`;
}

/** What is active first, by name; messages of one in their order. */
export async function readMessageLanguages(
  tx: ShopTransaction,
): Promise<readonly MessageLanguages[]> {
  const rows = await tx.query<MessageLanguages>(
    `select s.scenario_id as "scenarioId", s.kind, s.name, s.status, message.*
       from scenarios s
       left join scenario_versions v
         on v.shop_id = s.shop_id and v.scenario_id = s.scenario_id and v.version = s.active_version
      cross join lateral (
        select block_id as "blockId", coalesce(drafted.name, sent.name) as "blockName",
               coalesce(sent.channel, drafted.channel) as channel,
               coalesce(sent.languages, drafted.languages) as languages, coalesce(drafted.languages, '{}') as drafted
          from (${messagesOf('v.definition')}) sent full join (${messagesOf('s.draft')}) drafted using (block_id)
         order by coalesce(sent.place, drafted.place)) message
      where s.shop_id = $1 and s.kind in ('scenario', 'campaign') and s.status in ('draft', 'active', 'paused')
      order by s.status <> 'active', lower(s.name), s.scenario_id`,
    [tx.shopId],
  );
  return rows.map((row) => ({
    ...row,
    languages: inOrder(row.languages),
    drafted: inOrder(row.drafted),
  }));
}
