import type { LanguagesView } from '../../../contract/languages.ts';
import type { LanguageChoice } from '../../../core/message/language.ts';
import { LANGUAGES, type Language } from '../../../core/message/types.ts';
import { dateTimeOf, list, number, percent } from '../../language/format.ts';
import { locale, t } from '../../language/t.ts';
import {
  customersOf,
  lacking,
  otherCustomers,
  usesOf,
  withLanguage,
} from '../../models/languages.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { Notice } from '../notice.tsx';
import { TierBar } from '../tiers/tiers-card.tsx';

interface Props {
  readonly view: LanguagesView;
  readonly choice: LanguageChoice;
  readonly onEdit: (choice: LanguageChoice) => void;
}

/** Each language with its customers; what leaving one out would mean stands below it. */
export function LanguagesCard({ view, choice, onEdit }: Props) {
  return (
    <Card title={t('languages.chosen')}>
      <div class="stack">
        <p class="soft">{t('languages.chosenText')}</p>
        <ul class="languages">
          {LANGUAGES.map((language) => (
            <li key={language}>
              <LanguageRow {...{ view, choice, onEdit, language }} />
              {view.choice.languages.includes(language) && !choice.languages.includes(language) && (
                <Leaving {...{ view, choice, language }} />
              )}
            </li>
          ))}
        </ul>
        {choice.fallback !== view.choice.fallback && <NewFallback {...{ view, choice }} />}
        <Others view={view} />
        {view.countedAt !== null && (
          <p class="small soft">{t('languages.counted', { when: dateTimeOf(view.countedAt) })}</p>
        )}
      </div>
    </Card>
  );
}

function LanguageRow({ view, choice, onEdit, language }: Props & { readonly language: Language }) {
  const name = t(`language.${language}`);
  const isChosen = choice.languages.includes(language);
  const isLast = isChosen && choice.languages.length === 1;
  const customers = customersOf(view, language);
  const all = view.customers?.reduce((sum, each) => sum + each.customers, 0) ?? 0;
  const share = all === 0 ? 0 : (customers ?? 0) / all;
  const isSuggested = !isChosen && share > 0 && !view.choice.languages.includes(language);
  return (
    <div class="language">
      <label class="language-name" title={isLast ? t('languages.lastOne') : undefined}>
        <input
          type="checkbox"
          checked={isChosen}
          disabled={isLast}
          onChange={(event) => onEdit(withLanguage(choice, language, event.currentTarget.checked))}
        />
        <span>{name}</span>
        {isSuggested && <Badge tone="accent">{t('languages.suggested')}</Badge>}
      </label>
      <TierBar share={share} />
      <span class="number language-customers">
        {customers === null ? (
          t('home.beingCounted')
        ) : (
          <>
            {t('languages.customers', { n: customers })}{' '}
            <span class="soft small">{percent(share)}</span>
          </>
        )}
      </span>
      <label class="language-fallback">
        <input
          type="radio"
          name="fallback"
          aria-label={t('languages.fallbackOf', { language: name })}
          checked={choice.fallback === language}
          disabled={!isChosen}
          onChange={() => onEdit({ ...choice, fallback: language })}
        />
        <span class={isChosen ? '' : 'faint'} aria-hidden="true">
          {t('languages.fallback')}
        </span>
      </label>
    </div>
  );
}

/** What happens to whom once the language is left out. */
function Leaving({
  view,
  choice,
  language,
}: Omit<Props, 'onEdit'> & { readonly language: Language }) {
  const words = { language: t(`languages.in.${language}`) };
  const n = customersOf(view, language);
  const uses = Object.entries(usesOf(view.texts, language)).flatMap(([kind, n]) =>
    n === 0 ? [] : [useInWords(kind, n)],
  );
  return (
    <div role="status">
      <Notice tone="due" title={t('languages.leaving', words)}>
        {n !== null && (
          <span>
            {t('languages.leavingCustomers', {
              ...words,
              n,
              fallback: t(`languages.in.${choice.fallback}`),
            })}
          </span>
        )}
        {uses.length > 0 && (
          <span>{t('languages.leavingTexts', { ...words, uses: list(uses) })}</span>
        )}
      </Notice>
    </div>
  );
}

function useInWords(kind: string, n: number): string {
  switch (kind) {
    case 'scenario':
    case 'campaign':
    case 'on-site':
      return t(`languages.use.${kind}`, { n });
    default:
      return t('languages.use.tier', { n });
  }
}

/** What is not written in a fallback that is new. */
function NewFallback({ view, choice }: Omit<Props, 'onEdit'>) {
  const { fallback } = choice;
  const n = lacking(view.texts, fallback).filter(({ status }) => status === 'active').length;
  if (n === 0) return null;
  return (
    <p class="small soft" role="status">
      {t('languages.withoutFallback', { n, fallback: t(`languages.in.${fallback}`) })}
    </p>
  );
}

function Others({ view }: Pick<Props, 'view'>) {
  const others = otherCustomers(view);
  const n = others.reduce((sum, { customers }) => sum + customers, 0);
  if (n === 0) return null;
  const names = others.slice(0, MOST_NAMED).map(({ language, customers }) => {
    return `${nameOf(language)} ${number(customers)}`;
  });
  const languages = others.length > MOST_NAMED ? `${names.join(', ')}, …` : names.join(', ');
  return <p class="small soft">{t('languages.others', { n, languages })}</p>;
}

const MOST_NAMED = 6;
const TAG = /^[a-z]{2,3}$/;

/** Locales come from the shop's apps too, and may be anything. */
function nameOf(language: string): string {
  if (language === '') return t('languages.unknown');
  if (!TAG.test(language)) return language;
  return new Intl.DisplayNames(locale(), { type: 'language' }).of(language) ?? language;
}
