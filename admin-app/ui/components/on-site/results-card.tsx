import type {
  OnSiteCounts,
  OnSiteResultsView,
  OnSiteVersionResults,
  OrderedCount,
} from '../../../contract/onsite.ts';
import { number, percent } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { resource } from '../../models/resource.ts';
import { useModel } from '../../services.ts';
import { Await } from '../await.tsx';
import { Card } from '../card.tsx';
import { Bones } from '../skeleton.tsx';
import '../table.css';

const COUNTS = ['seen', 'closed', 'clicked', 'copied'] as const;

/** What came of a message: by customers and guests, by version, against those held out. */
export function ResultsCard({ messageId }: { readonly messageId: number }) {
  const results = useModel(({ api }) => {
    const path = `/api/onsite-messages/${messageId}/results`;
    const made = resource(path, (abort) => api.get<OnSiteResultsView>(path, {}, abort));
    void made.load();
    return made;
  }, messageId);
  return (
    <Card title={t('onSite.results')}>
      <Await of={results} bones={<Bones lines={3} />}>
        {(view) => <Results view={view} />}
      </Await>
    </Card>
  );
}

function Results({ view }: { readonly view: OnSiteResultsView }) {
  const { versions, verdict, heldOut } = view;
  const seen = versions.reduce(
    (all, { customers, guests }) => all + customers.seen + guests.seen,
    0,
  );
  if (seen === 0 && !heldOut) return <p class="soft">{t('onSite.results.none')}</p>;
  return (
    <div class="stack">
      <section
        class="table-scroll"
        aria-label={`${t('onSite.results.customers')} · ${t('onSite.results.guests')}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: where it does not fit, keys must scroll it
        tabIndex={0}
      >
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('onSite.results.who')}</th>
              {COUNTS.map((count) => (
                <th key={count} scope="col" class="amount">
                  {t(`onSite.results.${count}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {versions.flatMap((version) => [
              <CountsRow
                key={`${version.version} customers`}
                {...{ version }}
                who="customers"
                several={versions.length > 1}
              />,
              <CountsRow
                key={`${version.version} guests`}
                {...{ version }}
                who="guests"
                several={versions.length > 1}
              />,
            ])}
          </tbody>
        </table>
      </section>
      {verdict && (
        <p>
          {verdict.kind === 'best'
            ? t('onSite.results.best', { version: verdict.armId.toUpperCase() })
            : verdict.kind === 'ahead'
              ? t('onSite.results.ahead', { version: verdict.armId.toUpperCase() })
              : t('onSite.results.open')}
        </p>
      )}
      {heldOut && (
        <p>
          {t('onSite.results.held', {
            shown: heldOut.shown.customers,
            shownShare: shareOf(heldOut.shown),
            held: heldOut.held.customers,
            heldShare: shareOf(heldOut.held),
            days: heldOut.windowDays,
          })}
        </p>
      )}
    </div>
  );
}

interface RowProps {
  readonly version: OnSiteVersionResults;
  readonly who: 'customers' | 'guests';
  readonly several: boolean;
}

function CountsRow({ version, who, several }: RowProps) {
  const counts: OnSiteCounts = version[who];
  const name = t(`onSite.results.${who}`);
  return (
    <tr>
      <th scope="row">{several ? `${t(`onSite.version.${version.version}`)}: ${name}` : name}</th>
      {COUNTS.map((count) => (
        <td key={count} class="amount">
          {number(counts[count])}
        </td>
      ))}
    </tr>
  );
}

function shareOf({ customers, ordered }: OrderedCount): string {
  return customers === 0 ? '–' : percent(ordered / customers);
}
