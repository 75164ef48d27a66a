import type { MessagePreview } from '../../../contract/messages.ts';
import { list } from '../../language/format.ts';
import { t } from '../../language/t.ts';

/** Named at most so many; the others are of the same kind. */
const MOST_LETTERS = 5;

/** A text message as a phone shows it, and how many it is charged as. */
export function SmsView({ sms }: { readonly sms: Extract<MessagePreview, { channel: 'sms' }> }) {
  const letters = sms.outsideGsm.slice(0, MOST_LETTERS).map((letter) => `“${letter}”`);
  return (
    <figure class="phone-screen" aria-label={t('preview.sms')}>
      <p class="sms-bubble">{sms.text}</p>
      <figcaption class="small soft" aria-live="polite">
        {t('preview.parts', { n: sms.parts })}
        {letters.length > 0 && <> {t('preview.costly', { letters: list(letters) })}</>}
      </figcaption>
    </figure>
  );
}
