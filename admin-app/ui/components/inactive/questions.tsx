import type { InactiveCounts } from '../../../contract/inactive.ts';
import { INACTIVE_LISTS, type InactiveList } from '../../../core/segment/inactive.ts';
import { number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { InactiveChoice } from '../../models/inactive.ts';
import { to } from '../../navigation.ts';

interface Props {
  readonly counts: InactiveCounts | null;
  readonly choice: InactiveChoice;
}

/** The questions this page answers, each with its number; choosing one lists who they are. */
export function Questions({ counts, choice }: Props) {
  return (
    <nav class="inactive-questions" aria-label={t('inactive.questions')}>
      {INACTIVE_LISTS.map((list) => (
        <Question
          key={list}
          list={list}
          counts={counts}
          chosen={choice.kind === 'list' && choice.list === list}
        />
      ))}
    </nav>
  );
}

interface QuestionProps {
  readonly list: InactiveList;
  readonly counts: InactiveCounts | null;
  readonly chosen: boolean;
}

function Question({ list, counts, chosen }: QuestionProps) {
  const count = counts?.lists?.[list] ?? null;
  return (
    <a
      class="inactive-question"
      href={to('/customers/inactive', { list })}
      aria-current={chosen ? 'true' : undefined}
    >
      <span class="inactive-question-text">{t(`inactive.question.${list}`)}</span>
      {count === null ? (
        <span class="soft">{t('inactive.counting')}</span>
      ) : (
        <span class="inactive-figure">
          <strong>{number(count)}</strong> {t(`inactive.people.${list}`, { n: count })}
        </span>
      )}
      {count !== null && counts !== null && counts.customers > 0 && (
        <span class="small faint">
          {t('inactive.share', { share: percent(count / counts.customers) })}
        </span>
      )}
    </a>
  );
}
