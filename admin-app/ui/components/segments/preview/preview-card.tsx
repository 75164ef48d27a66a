import type { ChannelReach } from '../../../../contract/segments.ts';
import { list, number, percent } from '../../../language/format.ts';
import { refusalInWords } from '../../../language/history.ts';
import { t } from '../../../language/t.ts';
import type { SegmentAnswer, SegmentPreviewState } from '../../../models/segment-preview.ts';
import { Card } from '../../card.tsx';
import { Icon, type IconName } from '../../icon.tsx';
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
        <Channel
          icon="mail"
          name={t('answer.mailable', { n: reach.email.reachable })}
          reach={reach.email}
        />
        <Channel
          icon="phone"
          name={t('answer.textable', { n: reach.sms.reachable })}
          reach={reach.sms}
        />
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
              <span class="small soft" aria-hidden="true">
                {t('answer.tomorrowText', tomorrow)}
              </span>
            </>
          )}
        </span>
      </p>
      <SourceLine answer={answer} state={state} />
    </div>
  );
}

interface ChannelProps {
  readonly icon: IconName;
  readonly name: string;
  readonly reach: ChannelReach;
}

/** How many a channel reaches, and why not the others; the words tell apart what the icons stand for. */
export function Channel({ icon, name, reach }: ChannelProps) {
  return (
    <div class="channel">
      <p class="channel-count">
        <Icon name={icon} size={18} />
        <strong class="number">{number(reach.reachable)}</strong> {name}
      </p>
      {reach.leftOut.length > 0 && (
        <p class="small soft">
          {t('answer.leftOut')}: {list(reach.leftOut.map(leftOutInWords))}
        </p>
      )}
    </div>
  );
}

function leftOutInWords({ reason, customers }: ChannelReach['leftOut'][number]): string {
  return `${number(customers)} ${refusalInWords(reason)}`;
}
