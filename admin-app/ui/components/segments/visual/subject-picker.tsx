import { t } from '../../../language/t.ts';
import { SUBJECT_GROUPS, SUBJECTS } from '../../../models/segment-choices.ts';
import { nameInWords, subjectHelp } from '../words/words.ts';
import { SuggestInput } from './suggest-input.tsx';
import type { SuggestOption } from './suggest-options.ts';

interface Props {
  /** What the condition is about now; null while there is none yet. */
  readonly subject: string | null;
  readonly autoFocus?: boolean;
  readonly onChoose: (subject: string) => void;
  readonly onLeave?: () => void;
}

/** What a condition is about: everything that can be asked, in groups, found by its plain name or its own. */
export function SubjectPicker({ subject, autoFocus = false, onChoose, onLeave }: Props) {
  return (
    <SuggestInput
      label={t('builder.subject')}
      value={subject === null ? '' : nameInWords(subject)}
      placeholder={t('builder.findSubject')}
      options={subjectOptions()}
      autoFocus={autoFocus}
      onChoose={onChoose}
      {...(onLeave && { onLeave })}
    />
  );
}

/** Made once: there is a picker for every condition, and the language stays. */
let made: readonly SuggestOption[] | null = null;

function subjectOptions(): readonly SuggestOption[] {
  made ??= SUBJECT_GROUPS.flatMap((group) =>
    SUBJECTS.filter((each) => each.group === group).map(({ name }) => ({
      id: name,
      label: nameInWords(name),
      note: subjectHelp(name),
      group: t(`subjectGroup.${group}`),
    })),
  );
  return made;
}
