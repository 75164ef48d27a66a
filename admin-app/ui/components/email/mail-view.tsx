import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { MessagePreview } from '../../../contract/messages.ts';
import { t } from '../../language/t.ts';
import { Tabs } from '../tabs.tsx';

type Mail = Extract<MessagePreview, { channel: 'email' }>;

const VIEWS = ['desktop', 'phone', 'plain'] as const;
type View = (typeof VIEWS)[number];

/** In pixels: a mail's own 600 with the page around it, and a common phone. */
const WIDTH_OF: Readonly<Record<Exclude<View, 'plain'>, number>> = { desktop: 660, phone: 390 };
const HEIGHT = 560;

/** A mail as a mail program shows it, on a desk or a phone, or for readers that want no HTML. */
export function MailView({ mail }: { readonly mail: Mail }) {
  const [view, setView] = useState<View>('desktop');
  const panelId = useId();
  return (
    <div class="stack tight">
      <Tabs
        label={t('preview.view')}
        panelId={panelId}
        chosen={view}
        onChoose={setView}
        tabs={VIEWS.map((id) => ({ id, label: t(`preview.${id}`) }))}
      />
      <div class="preview-frame" id={panelId} role="tabpanel" aria-label={t(`preview.${view}`)}>
        <div class="preview-head">
          <strong>{mail.subject || t('block.noSubject')}</strong>
          {mail.preheader && <span>{mail.preheader}</span>}
          <span class="faint">{t('preview.to', { customer: mail.asCustomer })}</span>
        </div>
        {view === 'plain' ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
          <pre class="preview-plain" tabIndex={0}>
            {mail.text}
          </pre>
        ) : (
          <Scaled html={mail.html} width={WIDTH_OF[view]} />
        )}
      </div>
    </div>
  );
}

/** Drawn at its real width, and made smaller as a whole where there is less room. */
function Scaled({ html, width }: { readonly html: string; readonly width: number }) {
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(width);
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const scale = Math.min(1, room / width);
  return (
    <div ref={frame} class="preview-scaled" style={{ height: `${HEIGHT}px` }}>
      <iframe
        title={t('preview.title')}
        sandbox=""
        srcdoc={html}
        style={{
          width: `${width}px`,
          height: `${HEIGHT / scale}px`,
          transform: `scale(${scale})`,
          marginInline: `${Math.max(0, (room - width) / 2)}px`,
        }}
      />
    </div>
  );
}
