import { useState } from 'preact/hooks';
import type { WrittenText } from '../../../contract/languages.ts';
import type { Language } from '../../../core/message/types.ts';
import { t } from '../../language/t.ts';
import { lacking, writtenAt } from '../../models/languages.ts';
import { to } from '../../navigation.ts';
import { Badge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Icon } from '../icon.tsx';
import { StatusBadge } from '../scenario-status.tsx';

interface Props {
  readonly texts: readonly WrittenText[];
  /** Those that are ticked. */
  readonly languages: readonly Language[];
}

/** By language, every text that lacks it, as a link to where it is written. */
export function MissingTextsCard({ texts, languages }: Props) {
  return (
    <Card title={t('languages.missing')}>
      <div class="stack">
        <p class="soft">
          {texts.length === 0 ? t('languages.noTexts') : t('languages.missingText')}
        </p>
        {texts.length > 0 &&
          languages.map((language) => (
            <InLanguage key={language} missing={lacking(texts, language)} language={language} />
          ))}
      </div>
    </Card>
  );
}

interface LanguageProps {
  readonly missing: readonly WrittenText[];
  readonly language: Language;
}

const SHOWN_AT_FIRST = 8;

function InLanguage({ missing, language }: LanguageProps) {
  const [isWhole, setWhole] = useState(false);
  const name = t(`language.${language}`);
  const shown = isWhole ? missing : missing.slice(0, SHOWN_AT_FIRST);
  return (
    <section class="missing-texts" aria-label={name}>
      <h3>
        {name}
        {missing.length > 0 && (
          <Badge tone="due">{t('languages.missingCount', { n: missing.length })}</Badge>
        )}
      </h3>
      {missing.length === 0 ? (
        <p class="soft complete">
          <Icon name="check" size={18} />
          {t('languages.complete', { language: t(`languages.in.${language}`) })}
        </p>
      ) : (
        <ul>
          {shown.map((text) => (
            <MissingText key={keyOf(text)} text={text} language={language} />
          ))}
        </ul>
      )}
      {shown.length < missing.length && (
        <div>
          <Button compact onClick={() => setWhole(true)}>
            {t('languages.showAll', { n: missing.length })}
          </Button>
        </div>
      )}
    </section>
  );
}

function MissingText({
  text,
  language,
}: {
  readonly text: WrittenText;
  readonly language: Language;
}) {
  const { path, query } = writtenAt(text, language);
  const [where, what] = wordsOf(text);
  const isDrafted =
    (text.kind === 'scenario' || text.kind === 'campaign') && text.drafted.includes(language);
  return (
    <li>
      <a href={to(path, query)}>
        {where} <span class="soft">· {what}</span>
      </a>
      {isDrafted && <span class="small soft">{t('languages.inDraft')}</span>}
      <StatusBadge status={text.status} />
    </li>
  );
}

/** What it belongs to, and which part of that it is. */
function wordsOf(text: WrittenText): readonly [string, string] {
  switch (text.kind) {
    case 'scenario':
      return [text.name, text.blockName];
    case 'campaign':
      return [text.name, t(`channel.${text.channel}`)];
    case 'on-site':
      return [text.title, t('channel.on-site')];
    case 'tier':
      return [text.name, t('languages.benefits')];
  }
}

function keyOf(text: WrittenText): string {
  const { path, query } = writtenAt(text, 'en');
  return `${path} ${Object.values(query).join(' ')}`;
}
