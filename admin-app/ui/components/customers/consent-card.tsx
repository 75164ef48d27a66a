import type { ConsentView, CustomerView } from '../../../contract/customers.ts';
import { dateOf, list } from '../../language/format.ts';
import { refusalInWords } from '../../language/history.ts';
import { t, textFor } from '../../language/t.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { Icon, type IconName } from '../icon.tsx';
import { Notice } from '../notice.tsx';
import './consent.css';

const ICONS: Readonly<Record<ConsentView['channel'], IconName>> = {
  email: 'mail',
  sms: 'sms',
  push: 'bell',
};

/** What each channel may do: Shopify's word, what we learned ourselves, a pause. */
export function ConsentCard({ customer }: { readonly customer: CustomerView }) {
  return (
    <Card title={t('customer.consent')}>
      <div class="stack">
        {customer.pausedUntil !== null && (
          <Notice tone="due">
            {t('customer.consent.paused', { day: dateOf(customer.pausedUntil) })}
          </Notice>
        )}
        <ul class="consent">
          {customer.consent.map((each) => (
            <Channel key={each.channel} consent={each} />
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Channel({ consent }: { readonly consent: ConsentView }) {
  const { channel, address, refusal, suppression } = consent;
  return (
    <li>
      <Icon name={ICONS[channel]} size={18} />
      <div class="stack tight">
        <span class="row">
          <strong>{t(`customer.consent.${channel}`)}</strong>
          {refusal === null ? (
            <Badge tone="good">{t('customer.consent.may')}</Badge>
          ) : (
            <Badge tone={suppression ? 'bad' : 'quiet'}>
              {t('customer.consent.mayNot', { reason: refusalInWords(refusal) })}
            </Badge>
          )}
        </span>
        {address && <span class="small consent-address">{address}</span>}
        <span class="small soft">
          {channel === 'push' ? browsersInWords(consent) : shopifyInWords(consent)}
        </span>
        {suppression && (
          <span class="small soft">
            {t(refusal === null ? 'customer.consent.overruled' : 'customer.consent.suppressed', {
              day: dateOf(suppression.at),
              reason: refusalInWords(suppression.reason),
            })}
          </span>
        )}
      </div>
    </li>
  );
}

function shopifyInWords({ consent: state, consentAt }: ConsentView): string {
  const consent = textFor('customer.consent', state) ?? state;
  return consentAt === null
    ? t('customer.consent.shopify', { consent })
    : t('customer.consent.shopifySince', { consent, day: dateOf(consentAt) });
}

/** Push services by the names of the browsers that use them. */
const SERVICES: readonly (readonly [host: RegExp, browser: string])[] = [
  [/(^|\.)googleapis\.com$/, 'Chrome'],
  [/(^|\.)mozilla\.com$/, 'Firefox'],
  [/(^|\.)apple\.com$/, 'Safari'],
  [/(^|\.)windows\.com$/, 'Edge'],
];

function browsersInWords({ browsers, consentAt }: ConsentView): string {
  if (browsers.length === 0 || consentAt === null) return t('customer.consent.noBrowser');
  const names = browsers.map(
    (host) => SERVICES.find(([pattern]) => pattern.test(host))?.[1] ?? host,
  );
  return t('customer.consent.browsers', {
    n: browsers.length,
    services: list([...new Set(names)]),
    day: dateOf(consentAt),
  });
}
