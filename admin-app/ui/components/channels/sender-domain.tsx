import { useLocation } from 'preact-iso';
import type { SenderDomainView } from '../../../contract/sender-domain.ts';
import type { SenderDomainReport } from '../../../core/message/sender-domain.ts';
import { t } from '../../language/t.ts';
import { senderDomainModel } from '../../models/sender-domain.ts';
import { useModel } from '../../services.ts';
import { Badge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { TextField } from '../field.tsx';
import { Failed, Notice } from '../notice.tsx';
import { CopyField } from './copy-field.tsx';

/** What the domain of the sender says of its mail in public, asked by a click only. `?check=domain` opens it. */
export function SenderDomain() {
  const model = useModel(({ api }) => senderDomainModel(api), 'sender-domain');
  const { query } = useLocation();
  const answer = model.answer.value;
  const failure = model.failure.value;
  return (
    <details class="try-channel" open={query.check === 'domain'}>
      <summary>{t('domain.title')}</summary>
      <div class="stack">
        <p class="soft">{t('domain.lead')}</p>
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void model.check();
          }}
        >
          <TextField
            label={t('domain.selector')}
            hint={t('domain.selectorHint')}
            value={model.selector.value}
            maxLength={63}
            fault={failure?.field === 'selector' ? failure.message : null}
            onInput={model.enterSelector}
          />
          <div>
            <Button type="submit" busy={model.busy.value}>
              {t('domain.check')}
            </Button>
          </div>
        </form>
        <div role="status">{answer && <Answer view={answer} />}</div>
        {failure && failure.field !== 'selector' && <Failed failure={failure} />}
      </div>
    </details>
  );
}

function Answer({ view: { domain, freeMailbox, report } }: { readonly view: SenderDomainView }) {
  if (domain === null) return <Notice tone="due">{t('domain.noSender')}</Notice>;
  if (freeMailbox) return <Notice tone="due">{t('domain.freeMailbox', { domain })}</Notice>;
  if (report === null) return <Notice tone="due">{t('domain.unreachable', { domain })}</Notice>;
  return <Report domain={domain} report={report} />;
}

interface ReportProps {
  readonly domain: string;
  readonly report: SenderDomainReport;
}

function Report({ domain, report: { spf, dkim, dmarc } }: ReportProps) {
  const selector = dkim.selector ?? '';
  return (
    <ul class="domain-checks">
      <li>
        <Verdict name="SPF" good={spf.standing === 'good'} />
        <p>{t(`domain.spf.${spf.standing}`, { domain })}</p>
        {spf.record && <code>{spf.record}</code>}
      </li>
      <li>
        <Verdict name="DKIM" good={dkim.standing === 'good'} />
        <p>{t(`domain.dkim.${dkim.standing}`, { domain, selector })}</p>
      </li>
      <li>
        <Verdict
          name="DMARC"
          good={dmarc.standing === 'good' || dmarc.standing === 'only watched'}
        />
        <p>{t(`domain.dmarc.${dmarc.standing}`, { domain })}</p>
        {dmarc.record && <code>{dmarc.record}</code>}
        {dmarc.standing === 'missing' && (
          <CopyField
            label={t('domain.add', { name: `_dmarc.${domain}` })}
            hint={t('domain.addHint')}
            text={`v=DMARC1; p=none; rua=mailto:postmaster@${domain}`}
          />
        )}
      </li>
    </ul>
  );
}

function Verdict({ name, good }: { readonly name: string; readonly good: boolean }) {
  return (
    <span class="row">
      <strong>{name}</strong>
      <Badge tone={good ? 'good' : 'due'}>{good ? t('domain.good') : t('domain.toMend')}</Badge>
    </span>
  );
}
