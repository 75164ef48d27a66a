/** What is read for decisions about messages, whether they are made now or only foreseen. */
import { riskRefusal } from '../../core/consent/address-risk.ts';
import type { StoredEnrolment } from '../database/enrolments.ts';
import type { RankedScenario } from '../database/priorities.ts';
import type * as Recipients from '../database/recipients.ts';
import type { WaitingSend } from '../database/sends.ts';
import type { ShopTransaction } from '../database/tenant.ts';
import type { AddressGate, GateMoment } from './check-addresses.ts';
import type { ScenarioSteps } from './scenario-steps.ts';
import type { ScenarioFace } from './send-messages-decide.ts';
import type { Candidate } from './send-messages-eligible.ts';

/** Knows of those who are inactive whether a mail would come back. */
export async function readGatedRecipients(
  {
    store,
    addressGate,
  }: {
    readonly store: Pick<typeof Recipients, 'readRecipients'>;
    readonly addressGate: AddressGate;
  },
  tx: ShopTransaction,
  customerIds: readonly number[],
  moment: GateMoment,
): Promise<ReadonlyMap<number, Recipients.Recipient>> {
  const recipients = new Map(await store.readRecipients(tx, customerIds));
  for (const [customerId, why] of await addressGate(tx, customerIds, moment)) {
    const recipient = recipients.get(customerId);
    if (!recipient) continue;
    recipients.set(customerId, { ...recipient, addressRefusal: riskRefusal(why) });
  }
  return recipients;
}

/** Sends with the enrolments they belong to; whose enrolment is not among these is left out. */
export async function candidatesOf(
  steps: Pick<ScenarioSteps, 'definitionOf'>,
  tx: ShopTransaction,
  sends: readonly WaitingSend[],
  enrolments: readonly StoredEnrolment[],
): Promise<readonly Candidate[]> {
  const byId = new Map(enrolments.map((enrolment) => [enrolment.enrolmentId, enrolment]));
  const candidates: Candidate[] = [];
  for (const send of sends) {
    const enrolment = byId.get(send.enrolmentId);
    if (!enrolment) continue;
    candidates.push({ send, enrolment, definition: await steps.definitionOf(tx, send) });
  }
  return candidates;
}

/** Of a scenario that is not active; none of its messages competes. */
const NO_FACE: ScenarioFace = { name: '', campaign: false, template: '' };

export function facesOf(
  scenarios: readonly RankedScenario[],
): (scenarioId: number) => ScenarioFace {
  const faces = new Map(scenarios.map((scenario) => [scenario.scenarioId, scenario]));
  return (scenarioId) => faces.get(scenarioId) ?? NO_FACE;
}
