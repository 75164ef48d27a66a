import type { NotSentReason, NotSentView } from '../../../contract/not-sent.ts';
import { number } from '../../language/format.ts';
import { channelInWords, refusalInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Card } from '../card.tsx';
import './home.css';

const SHOWN = 5;

/** What was to go in the last days and did not, by reason; each opens its customers. */
export function NotSentCard({ view }: { readonly view: NotSentView | null }) {
  if (!view || view.reasons.length === 0) return null;
  return (
    <Card title={t('home.notSent')}>
      <ul class="glance not-sent">
        {view.reasons.slice(0, SHOWN).map((each) => (
          <li key={`${each.channel} ${each.state} ${each.reason}`}>
            <a href={notSentAddress(each)}>{reasonInWords(each)}</a>
            <span class="soft">{channelInWords(each.channel)}</span>
            <span class="number">{number(each.sends)}</span>
          </li>
        ))}
      </ul>
      <p class="small faint">{t('home.notSentText')}</p>
    </Card>
  );
}

function notSentAddress({ channel, state, reason }: NotSentReason): string {
  return to('/not-sent', { channel, state, reason });
}

/** Why, in the reader's language where it is one of ours; else as the provider or the channel said it. */
export function reasonInWords({ state, reason }: Pick<NotSentReason, 'state' | 'reason'>): string {
  return reason === '' ? t(`notSent.${state}`) : refusalInWords(reason);
}
