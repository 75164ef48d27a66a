import { dateTimeOf } from '../../language/format.ts';
import { outcomeInWords, refusalInWords } from '../../language/history.ts';
import { t } from '../../language/t.ts';
import {
  type FigureChoice,
  type FigureCustomer,
  figureCustomersModel,
} from '../../models/results.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { Failed } from '../notice.tsx';
import { Bones, Loading } from '../skeleton.tsx';
import './results.css';

interface Props {
  readonly scenarioId: string;
  readonly choice: FigureChoice;
  /** The block's or the answer's name, where the figure is narrowed to one. */
  readonly of: string | null;
  readonly labels: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

/** The customers behind a number. */
export function CustomersDrawer({ scenarioId, choice, of, labels, onClose }: Props) {
  const list = useModel(
    ({ api }) => figureCustomersModel(api, scenarioId, choice),
    JSON.stringify(choice),
  );
  const customers = list.items.value;
  const failure = list.failure.value;
  const figure = t(`figure.${choice.figure}`);
  return (
    <Dialog kind="drawer" title={of ? `${figure}: ${of}` : figure} onClose={onClose}>
      {failure && <Failed failure={failure} retry={() => void list.restart()} />}
      {customers === null && !failure && (
        <Loading>
          <Bones lines={8} />
        </Loading>
      )}
      {customers?.length === 0 && <p class="soft">{t('results.nobody')}</p>}
      <ol class="people">
        {customers?.map((customer) => (
          <Person key={customer.customerId} customer={customer} labels={labels} />
        ))}
      </ol>
      {list.hasMore.value && (
        <Button busy={list.loading.value} onClick={() => void list.more()}>
          {t('action.more')}
        </Button>
      )}
    </Dialog>
  );
}

interface PersonProps {
  readonly customer: FigureCustomer;
  readonly labels: ReadonlyMap<string, string>;
}

function Person({ customer, labels }: PersonProps) {
  const { customerId, name, email, at, note } = customer;
  return (
    <li>
      <a href={to(`/customers/${customerId}`)}>{name}</a>
      <span class="small soft number">{dateTimeOf(at)}</span>
      <span class="note small soft">
        {[email === name ? null : email, note && noteInWords(note, labels)]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </li>
  );
}

/** The note is an answer's id, an outcome, a reason or a subject; each in words where we have some. */
function noteInWords(note: string, labels: ReadonlyMap<string, string>): string {
  const answer = labels.get(note);
  if (answer !== undefined) return answer;
  const outcome = outcomeInWords(note);
  return outcome === note ? refusalInWords(note) : outcome;
}
