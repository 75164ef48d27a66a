import type { OnSiteRankingEntry, OnSiteRankingView } from '../../../contract/onsite.ts';
import { LANGUAGES } from '../../../core/message/types.ts';
import { language, t } from '../../language/t.ts';
import { type OnSiteRankingModel, onSiteRankingModel } from '../../models/on-site-ranking.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { Combobox } from '../combobox.tsx';
import { Field, TextField, textOf } from '../field.tsx';
import { Failed } from '../notice.tsx';
import { Bones } from '../skeleton.tsx';
import { languageName, PAGE_TYPES } from './audience-card.tsx';
import { ShopFrame } from './shop-frame.tsx';
import { reasonInWords } from './words.ts';
import './on-site.css';

/** What any shopper would see now, and why each other message did not win. */
export function SeeAs() {
  const model = useModel(({ api }) => onSiteRankingModel(api, language()), 'see as');
  const answer = model.answer.value;
  const failure = model.failure.value;
  return (
    <div class="onsite-editor">
      <div class="onsite-fields">
        <p class="soft">{t('onSite.see.lead')}</p>
        <Question model={model} />
        {failure && <Failed failure={failure} />}
        {answer ? <Ranking view={answer} /> : !failure && <Bones lines={4} />}
        {answer && <Facts view={answer} />}
      </div>
      <div class="onsite-beside">
        <ShopFrame message={answer?.winner ?? null} language={model.question.value.language} />
      </div>
    </div>
  );
}

function Question({ model }: { readonly model: OnSiteRankingModel }) {
  const question = model.question.value;
  const chosen = model.customer.value;
  return (
    <Card>
      <div class="stack">
        <div class="form-columns">
          <Combobox
            label={t('onSite.see.customer')}
            chosen={chosen?.name ?? t('onSite.see.guest')}
            options={[
              { id: '', label: t('onSite.see.guest') },
              ...model.found.value.map(({ customerId, name }) => ({
                id: String(customerId),
                label: name,
              })),
            ]}
            onSearch={model.search}
            onChoose={(id) =>
              model.choose(model.found.value.find((each) => String(each.customerId) === id) ?? null)
            }
          />
          <Field label={t('onSite.see.pageType')}>
            {(control) => (
              <select
                {...control}
                value={question.pageType}
                onChange={(event) => model.ask({ pageType: textOf(event) })}
              >
                {[...PAGE_TYPES, 'cart' as const].map((type) => (
                  <option key={type} value={type}>
                    {t(`onSite.page.${type}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <div class="form-columns">
          <Field label={t('onSite.see.language')}>
            {(control) => (
              <select
                {...control}
                value={question.language}
                onChange={(event) => model.ask({ language: textOf(event) })}
              >
                {LANGUAGES.map((each) => (
                  <option key={each} value={each}>
                    {languageName(each)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <TextField
            label={t('onSite.see.path')}
            value={question.path}
            maxLength={300}
            onInput={(path) => model.ask({ path })}
          />
          <DaysAway model={model} />
        </div>
        {chosen && (
          <label class="choice">
            <input
              type="checkbox"
              checked={question.loggedIn}
              onChange={(event) => model.ask({ loggedIn: event.currentTarget.checked })}
            />
            <span>{t('onSite.see.loggedIn')}</span>
          </label>
        )}
      </div>
    </Card>
  );
}

function DaysAway({ model }: { readonly model: OnSiteRankingModel }) {
  return (
    <Field label={t('onSite.see.daysAway')} hint={t('onSite.see.daysAwayHint')}>
      {(control) => (
        <input
          {...control}
          class="control short number"
          type="number"
          inputMode="numeric"
          min={0}
          max={3650}
          value={model.question.value.daysAway ?? ''}
          onInput={(event) => {
            const text = textOf(event);
            const days = Number(text);
            if (text === '') model.ask({ daysAway: null });
            else if (Number.isInteger(days) && days >= 0 && days <= 3_650)
              model.ask({ daysAway: days });
          }}
        />
      )}
    </Field>
  );
}

function Ranking({ view }: { readonly view: OnSiteRankingView }) {
  const titles = new Map(view.entries.map(({ key, title }) => [key, title]));
  return (
    <Card flush>
      {view.entries.length === 0 && <p class="onsite-empty soft">{t('onSite.see.none')}</p>}
      {view.entries.length > 0 && !view.winner && (
        <p class="onsite-empty">{t('onSite.see.nobody')}</p>
      )}
      <ol class="onsite-ranking" aria-live="polite">
        {view.entries.map((entry) => (
          <Entry key={entry.key} entry={entry} titles={titles} />
        ))}
      </ol>
    </Card>
  );
}

function Entry({
  entry,
  titles,
}: {
  readonly entry: OnSiteRankingEntry;
  readonly titles: ReadonlyMap<string, string>;
}) {
  const won = entry.outcome.kind === 'won';
  const version = entry.key.endsWith('b') ? ` · ${t('onSite.version.b')}` : '';
  return (
    <li class={won ? 'won' : ''}>
      <div>
        <strong>
          {entry.messageId === null ? (
            entry.title
          ) : (
            <a href={to('/on-site', { message: entry.messageId })}>{entry.title}</a>
          )}
        </strong>
        <span class="small soft">
          {version}
          {entry.messageId === null && ` · ${t('onSite.see.ofScenario')}`}
        </span>
      </div>
      {won ? (
        <Badge tone="good">{t('onSite.see.winner')}</Badge>
      ) : (
        <span class="onsite-why">{reasonInWords(entry, titles)}</span>
      )}
    </li>
  );
}

/** The very facts, as the page has them: nothing else is known there. */
function Facts({ view: { facts } }: { readonly view: OnSiteRankingView }) {
  return (
    <details class="onsite-facts">
      <summary>{t('onSite.see.facts')}</summary>
      {facts ? (
        <pre>{JSON.stringify(facts, null, 1)}</pre>
      ) : (
        <p class="soft">{t('onSite.see.factsNone')}</p>
      )}
    </details>
  );
}
