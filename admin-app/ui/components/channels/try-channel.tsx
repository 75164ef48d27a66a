import { useMemo, useState } from 'preact/hooks';
import type { ChannelMessage } from '../../../contract/messages.ts';
import { language, t } from '../../language/t.ts';
import { useServices } from '../../services.ts';
import { Preview } from '../email/preview.tsx';
import './channels.css';

type Tried = Exclude<ChannelMessage['channel'], 'on-site'>;

/** A message that says nothing but that it arrived, for oneself. Nothing is asked for before it is opened. */
export function TryChannel({ channel }: { readonly channel: Tried }) {
  const { host } = useServices();
  const [open, setOpen] = useState(false);
  const speaks = language();
  const message = useMemo(
    () => testMessage(channel, `https://${host.shopDomain}/`),
    [channel, host, speaks],
  );
  return (
    <details class="try-channel" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {t('channels.try')}
        <span class="visually-hidden">({t(`channels.${channel}`)})</span>
      </summary>
      {open && <Preview message={message} language={speaks} />}
    </details>
  );
}

function testMessage(channel: Tried, url: string): ChannelMessage {
  const title = t('channels.testTitle');
  const text = t('channels.testText');
  switch (channel) {
    case 'email':
      return {
        channel,
        content: { subject: title, preheader: '', body: [{ kind: 'text', text }] },
      };
    case 'sms':
      return { channel, content: { text: `${title}: ${text}` } };
    case 'push':
      return { channel, content: { title, body: text, url } };
  }
}
