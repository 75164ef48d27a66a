import type { ComponentChildren } from 'preact';
import type { GuideStep } from '../../../contract/home.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { embedEditor } from '../../theme-editor.ts';
import { ButtonLink } from '../button.tsx';
import { Card } from '../card.tsx';
import { Icon } from '../icon.tsx';
import './home.css';

interface Props {
  readonly steps: readonly GuideStep[];
  readonly shopDomain: string;
  readonly apiKey: string;
}

/** The way to the first result; each step ticks itself when the thing is done. */
export function Guide({ steps, shopDomain, apiKey }: Props) {
  const done = steps.filter((step) => step.done).length;
  return (
    <Card title={t('guide.title')} aside={<Ring done={done} of={steps.length} />}>
      <ol class="guide">
        {steps.map((each) => (
          <li key={each.step} class={each.done ? 'done' : ''}>
            <span class="guide-tick">
              <Icon name="check" size={14} />
            </span>
            <div class="guide-text">
              <span>
                {t(`guide.${each.step}`)}
                <span class="visually-hidden">
                  {' '}
                  ({each.done ? t('guide.isDone') : t('guide.isOpen')})
                </span>
              </span>
              {!each.done && <OpenStep step={each} {...{ shopDomain, apiKey }} />}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function OpenStep({
  step,
  shopDomain,
  apiKey,
}: Omit<Props, 'steps'> & { readonly step: GuideStep }) {
  const text = (children: ComponentChildren) => <span class="field-hint">{children}</span>;
  switch (step.step) {
    case 'customers synced':
      return text(t('guide.syncHint'));
    case 'sender set':
      return (
        <>
          {text(t('guide.senderHint'))}
          <a href={to('/settings')}>{t('guide.senderAction')}</a>
        </>
      );
    case 'domain sound':
      return (
        <>
          {text(t('guide.domainHint'))}
          <a href={to('/settings/channels', { check: 'domain' })}>{t('guide.domainAction')}</a>
        </>
      );
    case 'scenario active':
      return (
        <>
          {text(t('guide.scenarioHint'))}
          <a href={to('/scenarios')}>{t('guide.scenarioAction')}</a>
        </>
      );
    case 'on-site message active':
      return (
        <>
          {text(t('guide.onSiteHint'))}
          <a href={to('/on-site')}>{t('guide.onSiteAction')}</a>
        </>
      );
    case 'embed on':
      return (
        <>
          {text(step.done === null ? t('guide.embedUnknown') : t('guide.embedHint'))}
          <ButtonLink compact outside icon="external" href={embedEditor({ shopDomain, apiKey })}>
            {t('guide.embedAction')}
          </ButtonLink>
        </>
      );
  }
}

function Ring({ done, of }: { readonly done: number; readonly of: number }) {
  const length = 2 * Math.PI * 9;
  const drawn = of === 0 ? 0 : (done / of) * length;
  return (
    <span class="guide-ring">
      <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
        <circle cx="11" cy="11" r="9" />
        {done > 0 && (
          <circle
            cx="11"
            cy="11"
            r="9"
            stroke-dasharray={`${drawn} ${length}`}
            transform="rotate(-90 11 11)"
          />
        )}
      </svg>
      {t('guide.count', { done, of })}
    </span>
  );
}
