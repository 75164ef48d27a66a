import type { ChannelReach, UnreachableReason } from '../../../../contract/segments.ts';
import { list, number, percent } from '../../../language/format.ts';
import { refusalInWords } from '../../../language/history.ts';
import { t } from '../../../language/t.ts';
import type { SegmentAnswer, SegmentPreviewState } from '../../../models/segment-preview.ts';
import { Card } from '../../card.tsx';
import { Icon } from '../../icon.tsx';
import { Failed } from '../../notice.tsx';
import { Bone, Bones, Loading } from '../../skeleton.tsx';
import { JoinedLeft } from '../joined-left.tsx';
import './preview.css';
import { SourceLine } from './source-line.tsx';

/** Who matches what is being written, who of them can be reached, and what the next day changes. */
export function PreviewCard({ state }: { readonly state: SegmentPreviewState }) {
  const { answer, failure } = state;
  return (
    <Card class="preview-card" title={t('answer.title')}>
      {failure && <Failed failure={failure} />}
      {answer ? (
        <Answer answer={answer} state={state} />
      ) : (
        !failure && (
          <Loading>
            <Bone width={45} height={40} />
            <Bones lines={5} />
          </Loading>
        )
      )}
    </Card>
  );
}

interface Props {
  readonly answer: SegmentAnswer;
  readonly state: SegmentPreviewState;
}

function Answer({ answer, state }: Props) {
  const { count, of, reach, tomorrow } = answer;
  const share = of === 0 ? 0 : count / of;
  return (
    <div class={state.isCurrent ? 'stack answer' : 'stack answer earlier'}>
      <p class="answer-count" role="status">
        <strong>{number(count)}</strong>{' '}
        <span>
          {t('answer.match', { n: count })}{' '}
          <span class="soft">{t('answer.of', { of, share: percent(share) })}</span>
        </span>
      </p>
      <span class="answer-share" aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <div class="answer-channels">
        <Channel channel="email" reach={reach.email} />
        <Channel channel="sms" reach={reach.sms} />
      </div>
      <p class="answer-tomorrow">
        <Icon name="clock" size={18} />
        <span>
          <strong>{t('answer.tomorrow')}</strong>{' '}
          {tomorrow.joining + tomorrow.leaving === 0 ? (
            <span class="soft">{t('answer.noChange')}</span>
          ) : (
            <>
              <JoinedLeft joined={tomorrow.joining} left={tomorrow.leaving} />{' '}
              <span class="small soft">{t('answer.tomorrowText')}</span>
            </>
          )}
        </span>
      </p>
      <SourceLine answer={answer} state={state} />
    </div>
  );
}

interface ChannelProps {
  readonly channel: 'email' | 'sms';
  readonly reach: ChannelReach;
}

/** How many a channel reaches, and why not the others. */
export function Channel({ channel, reach: { reachable, leftOut } }: ChannelProps) {
  const reasons = leftOut.map(({ reason, customers }) =>
    t('answer.leftOutOf', { n: customers, reason: reasonInWords(reason, channel) }),
  );
  return (
    <div class="channel">
      <p class="channel-count">
        <Icon name={channel === 'email' ? 'mail' : 'phone'} size={18} />
        <strong class="number">{number(reachable)}</strong>{' '}
        {t(channel === 'email' ? 'answer.mailable' : 'answer.textable', { n: reachable })}
      </p>
      {reasons.length > 0 && (
        <p class="small soft">{t('answer.leftOut', { reasons: list(reasons) })}</p>
      )}
    </div>
  );
}

function reasonInWords(reason: UnreachableReason, channel: ChannelProps['channel']): string {
  if (channel === 'sms' && reason === 'no address') return t('answer.noPhone');
  if (channel === 'sms' && reason === 'invalid address') return t('answer.invalidPhone');
  return refusalInWords(reason);
}
