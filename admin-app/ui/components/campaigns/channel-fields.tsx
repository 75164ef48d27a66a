import { CAMPAIGN_MODES, type Campaign } from '../../../core/scenario/campaign.ts';
import { CHANNELS, type Channel } from '../../../core/scenario/types.ts';
import { t } from '../../language/t.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { FaultLine } from '../field.tsx';
import type { FormPart } from './form-part.ts';

/** Over what the campaign goes, how many each reaches now, and what holds for those whom several do. */
export function ChannelChoice({ campaign, onEdit, faultAt, check }: FormPart) {
  const { channels, mode } = campaign;
  const fault = faultAt('channels');
  const reach = check?.reach?.byChannel;
  return (
    <Card title={t('campaign.over')}>
      <div class="stack">
        <fieldset class="campaign-channels">
          <legend class="visually-hidden">{t('campaign.over')}</legend>
          {CHANNELS.map((channel) => (
            <label key={channel} class="campaign-channel">
              <input
                type="checkbox"
                checked={channels.includes(channel)}
                onChange={() => onEdit({ channels: toggled(channels, channel) })}
              />
              <span>{t(`campaign.channel.${channel}`)}</span>
              <span class="small soft">{reach ? reachOf(channel, reach[channel]) : '…'}</span>
            </label>
          ))}
        </fieldset>
        {fault && <FaultLine text={fault} />}
        {CHANNELS.map((channel) => {
          const closed = faultAt(`channels.${channel}`);
          return closed && <FaultLine key={channel} text={closed} />;
        })}
        {channels.length > 1 && <Mode campaign={campaign} onEdit={onEdit} />}
        {channels.length > 1 && mode === 'first that reaches' && (
          <Order channels={channels} onChange={(next) => onEdit({ channels: next })} />
        )}
      </div>
    </Card>
  );
}

function reachOf(channel: Channel, customers: number): string {
  return channel === 'on-site'
    ? t('campaign.onSiteReach', { n: customers })
    : t('campaign.channelReach', { n: customers });
}

/** A channel that is added goes where it stands among all. */
function toggled(channels: readonly Channel[], channel: Channel): readonly Channel[] {
  if (channels.includes(channel)) return channels.filter((each) => each !== channel);
  const before = CHANNELS.slice(0, CHANNELS.indexOf(channel));
  const place = channels.findLastIndex((each) => before.includes(each)) + 1;
  return [...channels.slice(0, place), channel, ...channels.slice(place)];
}

function Mode({ campaign, onEdit }: Pick<FormPart, 'campaign' | 'onEdit'>) {
  return (
    <fieldset class="campaign-mode">
      <legend class="field-label">{t('campaign.mode')}</legend>
      {CAMPAIGN_MODES.map((mode) => (
        <label key={mode} class="choice">
          <input
            type="radio"
            name="campaign-mode"
            checked={campaign.mode === mode}
            onChange={() => onEdit({ mode })}
          />
          <span>{t(`campaign.mode.${mode}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface OrderProps {
  readonly channels: Campaign['channels'];
  readonly onChange: (channels: Campaign['channels']) => void;
}

function Order({ channels, onChange }: OrderProps) {
  return (
    <div class="field">
      <span class="field-label">{t('campaign.order')}</span>
      <ol class="campaign-order">
        {channels.map((channel, place) => {
          const name = t(`campaign.channel.${channel}`);
          return (
            <li key={channel}>
              <span>{name}</span>
              {place > 0 && (
                <Button
                  compact
                  kind="plain"
                  icon="up"
                  label={t('campaign.earlier', { channel: name })}
                  onClick={() => onChange(earlier(channels, place))}
                />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function earlier(channels: readonly Channel[], place: number): readonly Channel[] {
  const moved = channels.slice(place, place + 1);
  const others = channels.filter((_, index) => index !== place);
  return [...others.slice(0, place - 1), ...moved, ...others.slice(place - 1)];
}
