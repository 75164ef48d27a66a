import type { ComponentChildren } from 'preact';
import type { ChannelsView } from '../../../contract/channels.ts';
import type { Channel } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { Notice } from '../notice.tsx';

interface Props {
  readonly view: ChannelsView;
  readonly channel: Channel;
  /** Keeps a channel from customers although nothing is missing here. */
  readonly hindrance?: string | null;
  readonly children: ComponentChildren;
}

/** One channel: whether it works, and what is missing in words. */
export function ChannelCard({ view, channel, hindrance = null, children }: Props) {
  const problem = view.channels.find((each) => each.channel === channel)?.problem ?? null;
  const state =
    problem === null && hindrance === null ? (
      <Badge tone="good">{t('channels.works')}</Badge>
    ) : (
      <Badge tone="due">{hindrance ?? t('channels.lacks')}</Badge>
    );
  return (
    <Card title={t(`channels.${channel}`)} aside={state}>
      <div class="stack">
        {problem !== null && (
          <Notice tone="due">
            <span>{problem}</span>
          </Notice>
        )}
        {children}
      </div>
    </Card>
  );
}
