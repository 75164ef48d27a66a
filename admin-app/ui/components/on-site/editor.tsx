import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { OnSiteContent } from '../../../contract/onsite.ts';
import type { TierCount } from '../../../contract/tiers.ts';
import { type MessageVersion, pageMessagesOf } from '../../../core/priority/authored-message.ts';
import type { OnSiteMessage } from '../../../core/priority/on-site.ts';
import { language as ownLanguage } from '../../language/t.ts';
import type { OnSiteModel } from '../../models/on-site.ts';
import { versionOf } from '../../models/on-site-content.ts';
import { Failed } from '../notice.tsx';
import { isOvertaken, Overtaken } from '../overtaken.tsx';
import { AudienceCard } from './audience-card.tsx';
import { OccasionCard } from './occasion-card.tsx';
import { ResultsCard } from './results-card.tsx';
import { ShopFrame } from './shop-frame.tsx';
import { OrderCard, TestCard } from './test-card.tsx';
import { TextsCard } from './texts-card.tsx';

interface Props {
  readonly messageId: number;
  readonly content: OnSiteContent;
  readonly model: Pick<OnSiteModel, 'form' | 'takeSaved'>;
  readonly tiers: readonly TierCount[] | null;
  readonly onSave: () => Promise<void>;
}

/** The form of one message, with the real widget beside it as it is written. */
export function MessageEditor({ messageId, content, model, tiers, onSave }: Props) {
  const { form, takeSaved } = model;
  const failure = form.failure.value;
  const { query } = useLocation();
  const [version, setVersion] = useState<MessageVersion>('a');
  const [language, setLanguage] = useState<string>(() => query.language || ownLanguage());
  const faultAt = (field: string) =>
    failure?.field === `message.${field}` ? failure.message : null;
  const part = { content, onEdit: form.edit, faultAt };
  return (
    <form
      class="onsite-editor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onSave();
      }}
    >
      <div class="onsite-fields">
        <Overtaken form={form} takeSaved={takeSaved} save={onSave} />
        {failure && !isOvertaken(form) && <Failed failure={failure} />}
        <TextsCard
          {...{ ...part, version, language }}
          onVersion={setVersion}
          onLanguage={setLanguage}
        />
        <OccasionCard {...part} tiers={tiers} />
        <AudienceCard {...part} />
        <TestCard {...part} onVersion={setVersion} />
        <OrderCard {...part} />
        <ResultsCard messageId={messageId} />
      </div>
      <div class="onsite-beside">
        <ShopFrame message={sampleOf(content, version, language)} language={language} />
      </div>
    </form>
  );
}

/** A customer's own code stands in for all. */
const SAMPLE_CODE = 'MERCI-7K2M';

/** What the page would get of it; null while there is no text in the language. */
function sampleOf(
  content: OnSiteContent,
  version: MessageVersion,
  language: string,
): OnSiteMessage | null {
  const text = versionOf(content, version).texts[language];
  if (!text || (text.title === '' && text.body === '')) return null;
  // One that is made for one customer at a time has no page message of its own: as a launch it looks the same.
  const shown: OnSiteContent =
    content.kind === 'coupon' ? ({ ...content, kind: 'launch' } as OnSiteContent) : content; // it has all of a launch's fields
  const [first, second] = pageMessagesOf({ messageId: 0, message: shown });
  const page = (version === 'b' ? second : first) ?? first;
  if (!page) return null;
  const code = content.kind === 'coupon' ? { code: SAMPLE_CODE } : {};
  return { ...page, from: null, texts: { [language]: { ...text, ...code } } };
}
