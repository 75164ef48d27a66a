import type { ScenarioName } from '../../../contract/customers.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';

/** What a scenario is called where it is spoken of; staff's own messages have none. */
export function scenarioInWords({ kind, name }: ScenarioName): string {
  return kind === 'one customer' ? t('customer.history.ownMessages') : name;
}

export function scenarioAddress({ kind, scenarioId }: ScenarioName): string {
  return to(kind === 'campaign' ? `/campaigns/${scenarioId}` : `/scenarios/${scenarioId}`);
}

/** Leads to the scenario's or campaign's page; a message to this customer alone has none. */
export function ScenarioLink({ scenario }: { readonly scenario: ScenarioName }) {
  const name = scenarioInWords(scenario);
  if (scenario.kind === 'one customer') return <span>{name}</span>;
  return <a href={scenarioAddress(scenario)}>{name}</a>;
}
