import type { ComponentChildren } from 'preact';
import type { ChannelsView } from '../../../contract/channels.ts';
import type { Channel } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { Notice } from '../notice.tsx';

interface StandingProps {
  readonly title: string;
  /** What is missing, in words; undefined while nobody knows. */
  readonly problem: string | null | undefined;
  /** Keeps it from customers although nothing is missing here. */
  readonly hindrance?: string | null;
  readonly children: ComponentChildren;
}

/** A way to customers: whether it works, and what is missing in words. */
export function StandingCard({ title, problem, hindrance = null, children }: StandingProps) {
  const state =
    problem === null && hindrance === null ? (
      <Badge tone="good">{t('channels.works')}</Badge>
    ) : (
      <Badge tone="due">{hindrance ?? t('channels.lacks')}</Badge>
    );
  return (
    <Card title={title} {...(problem !== undefined && { aside: state })}>
      <div class="stack">
        {problem && (
          <Notice tone="due">
            <span>{problem}</span>
          </Notice>
        )}
        {children}
      </div>
    </Card>
  );
}

interface Props extends Pick<StandingProps, 'hindrance' | 'children'> {
  readonly view: ChannelsView;
  readonly channel: Channel;
}

/** One channel. */
export function ChannelCard({ view, channel, ...rest }: Props) {
  const problem = view.channels.find((each) => each.channel === channel)?.problem ?? null;
  return <StandingCard title={t(`channels.${channel}`)} problem={problem} {...rest} />;
}
