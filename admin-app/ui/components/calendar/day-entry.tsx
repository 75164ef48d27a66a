import type { CalendarHoldView, CalendarMessageView } from '../../../contract/calendar.ts';
import type { DayText } from '../../../core/time.ts';
import { t } from '../../language/t.ts';
import type { CalendarChoice } from '../../models/calendar.ts';
import { to } from '../../navigation.ts';
import { Icon, type IconName } from '../icon.tsx';
import { countInWords, momentInWords, scenarioPath, timesInWords } from './words.ts';

interface Props {
  readonly message: CalendarMessageView;
  readonly day: DayText;
  readonly onChoose: (choice: CalendarChoice) => void;
}

const ICONS: Readonly<Record<CalendarMessageView['occasion'], IconName>> = {
  campaign: 'launch',
  yearly: 'gift',
  scenario: 'scenarios',
};

/** One message of one day: when, what, for how many, and what keeps some of them. */
export function DayEntry({ message, day, onChoose }: Props) {
  const { scenario, blockId, blockName, channel, occasion, certain, planned, heldOver } = message;
  const where = {
    day,
    scenario: scenario.scenarioId,
    block: blockId,
    certain: certain ? 'yes' : 'no',
  } as const;
  return (
    <li class={`calendar-entry ${occasion}${certain ? '' : ' expected'}`}>
      <span class="small soft">
        {timesInWords(message)} · {t(`calendar.channel.${channel}`)}
      </span>
      <a href={to(scenarioPath(scenario))}>
        <Icon name={ICONS[occasion]} size={16} />
        {scenario.name}
      </a>
      {!scenario.campaign && <span class="small soft">{blockName}</span>}
      {planned.customers > 0 && (
        <button
          type="button"
          class="link"
          onClick={() => onChoose({ ...where, which: 'planned', exact: planned.exact })}
        >
          {countInWords(certain ? 'calendar.customers' : 'calendar.expected', planned)}
        </button>
      )}
      {!certain && <span class="small soft">{t('calendar.expectedText')}</span>}
      {heldOver.customers > 0 && (
        <button
          type="button"
          class="link"
          onClick={() => onChoose({ ...where, which: 'leaving', exact: heldOver.exact })}
        >
          {countInWords('calendar.heldOver', heldOver)}
        </button>
      )}
      {message.holds.map((hold, nth) => (
        <Hold
          key={nth}
          hold={hold}
          onOpen={() =>
            onChoose({
              ...where,
              which: 'held',
              exact: hold.count.exact,
              heldBy: hold.by?.scenarioId ?? 'none',
              leaves: hold.leavesDay ?? 'never',
            })
          }
        />
      ))}
    </li>
  );
}

function Hold({ hold, onOpen }: { readonly hold: CalendarHoldView; readonly onOpen: () => void }) {
  const { count, by, leavesAt } = hold;
  const words = by
    ? countInWords('calendar.heldBy', count, { name: by.name, when: momentInWords(by.at) })
    : countInWords('calendar.heldByCap', count);
  const n = count.customers;
  return (
    <div class="calendar-hold small">
      <button type="button" class="link" onClick={onOpen}>
        {words}
      </button>
      <span>
        {leavesAt === null
          ? t('calendar.neverLeaves', { n })
          : t('calendar.leavesLater', { n, when: momentInWords(leavesAt) })}
      </span>
    </div>
  );
}
