import type { EnrolmentView } from '../../../contract/customers.ts';
import { dateOf, dateTimeOf } from '../../language/format.ts';
import {
  blockInWords,
  causeInWords,
  outcomeInWords,
  resultInWords,
} from '../../language/history.ts';
import { t } from '../../language/t.ts';
import { Badge } from '../badge.tsx';
import { Card } from '../card.tsx';
import { Icon } from '../icon.tsx';
import './customer.css';
import { scenarioAddress, scenarioInWords } from './scenario-link.tsx';

/** The scenarios the customer passed or passes through, and why each step was taken. */
export function EnrolmentsCard({ enrolments }: { readonly enrolments: readonly EnrolmentView[] }) {
  return (
    <Card title={t('enrolments.title')}>
      {enrolments.length === 0 && <p class="soft">{t('enrolments.none')}</p>}
      {enrolments.map((enrolment, index) => (
        <Enrolment key={enrolment.enrolmentId} enrolment={enrolment} open={index === 0} />
      ))}
    </Card>
  );
}

function Enrolment({
  enrolment,
  open,
}: {
  readonly enrolment: EnrolmentView;
  readonly open: boolean;
}) {
  const { scenario, enteredAt, steps } = enrolment;
  const isOwn = scenario.kind === 'one customer';
  return (
    <details class="enrolment" open={open}>
      <summary>
        <Icon name="next" size={16} />
        <span class="stack tight">
          <span class="row">
            <strong>{scenarioInWords(scenario)}</strong>
            <Standing enrolment={enrolment} />
          </span>
          <span class="small soft">{standingInWords(enrolment)}</span>
        </span>
      </summary>
      <ol class="steps">
        {steps.map((step) => (
          <li key={`${step.at} ${step.blockName} ${step.result}`}>
            <span>
              {causeInWords(step.cause)} → {resultInWords(step.result)}
            </span>
            <span class="small faint">
              {t('enrolments.at', {
                block: blockInWords(step.blockName),
                when: dateTimeOf(step.at),
              })}
            </span>
          </li>
        ))}
        <li class="small">
          {isOwn ? (
            <span class="soft">{dateOf(enteredAt)}</span>
          ) : (
            <a href={scenarioAddress(scenario)}>
              {t('enrolments.openScenario', { since: dateOf(enteredAt) })}
            </a>
          )}
        </li>
      </ol>
    </details>
  );
}

function Standing({ enrolment }: { readonly enrolment: EnrolmentView }) {
  const { heldOut, endedAt, outcome } = enrolment;
  if (endedAt !== null) {
    const tone = outcome === 'returned' ? 'good' : 'quiet';
    return <Badge tone={tone}>{outcomeInWords(outcome ?? '')}</Badge>;
  }
  if (heldOut) return <Badge>{t('enrolments.heldOut')}</Badge>;
  return <Badge tone="accent">{t('enrolments.inside')}</Badge>;
}

function standingInWords({ heldOut, endedAt, blockName, dueAt }: EnrolmentView): string {
  const block = blockInWords(blockName);
  if (endedAt !== null) return t('enrolments.ended', { when: dateTimeOf(endedAt) });
  if (heldOut) return t('enrolments.heldOutText');
  if (dueAt === null) return t('enrolments.waitsAt', { block });
  return t('enrolments.waitsUntil', { block, when: dateTimeOf(dueAt) });
}
