import type { ResultsPeriod } from '../../../contract/results.ts';
import { dateTimeOf, exactMoney, number } from '../../language/format.ts';
import { outcomeInWords, refusalInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
import {
  exportPaths,
  type FigureChoice,
  type FigureCustomer,
  figureCustomersModel,
} from '../../models/results.ts';
import { setQuery, to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { PagedPeople } from '../paged-people.tsx';
import { useExport } from './actions.tsx';
import './results.css';

interface Props {
  /** Null for those of all scenarios. */
  readonly scenarioId: string | null;
  readonly choice: FigureChoice;
  readonly period: ResultsPeriod;
  /** The group's name, where the figure is narrowed to one. */
  readonly of: string | null;
  readonly labels: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

/** The customers, or orders, behind a number. */
export function CustomersDrawer({ scenarioId, choice, period, of, labels, onClose }: Props) {
  const list = useModel(
    ({ api }) => figureCustomersModel(api, scenarioId, choice, period),
    JSON.stringify([scenarioId, choice, period]),
  );
  const save = useExport();
  const customers = list.items.value;
  const figure = t(`figure.${choice.figure}`);
  const path = exportPaths.customers(scenarioId, choice, period);
  const counted = list.counted.value;
  return (
    <Dialog kind="drawer" title={of ? `${figure}: ${of}` : figure} onClose={onClose}>
      {counted && counted.forgotten > 0 && (
        <p class="small soft">
          {t('results.forgottenOf', { n: counted.forgotten, total: number(counted.total) })}
        </p>
      )}
      <PagedPeople list={list} class="people" nobody={t('results.nobody')}>
        {(customer, nth) => <Person key={nth} customer={customer} labels={labels} />}
      </PagedPeople>
      {customers && customers.length > 0 && (
        <Button
          kind="plain"
          icon="download"
          onClick={() =>
            void save({
              label: '',
              path,
              fileName: `rondo-${choice.figure.replaceAll(' ', '-')}.csv`,
            })
          }
        >
          {t('results.exportList')}
        </Button>
      )}
    </Dialog>
  );
}

/** Takes what the drawer shows out of the address. */
export function closeDrawer(): void {
  setQuery({ figure: undefined, by: undefined, value: undefined, days: undefined });
}

interface PersonProps {
  readonly customer: FigureCustomer;
  readonly labels: ReadonlyMap<string, string>;
}

function Person({ customer, labels }: PersonProps) {
  const { customerId, name, email, at, note, comment, amountMinor } = customer;
  return (
    <li>
      {customerId === null ? (
        <span class="soft">{t('results.forgotten')}</span>
      ) : (
        <a href={to(`/customers/${customerId}`)}>{name || t('results.noName')}</a>
      )}
      <span class="small soft number">
        {amountMinor === null ? dateTimeOf(at) : exactMoney(amountMinor)}
      </span>
      <span class="note small soft">
        {[
          email === name ? null : email,
          amountMinor === null ? note && noteInWords(note, labels) : `${note} · ${dateTimeOf(at)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      {comment !== null && <q class="note">{comment}</q>}
    </li>
  );
}

/** The note is an answer's id, an outcome or a reason; each in words where we have some. */
function noteInWords(note: string, labels: ReadonlyMap<string, string>): string {
  const answer = labels.get(note);
  if (answer !== undefined) return answer;
  const outcome = outcomeInWords(note);
  return outcome === note ? refusalInWords(note) : outcome;
}
