import { useEffect, useState } from 'preact/hooks';
import type { AudienceSyncView, AudienceView } from '../../../contract/audiences.ts';
import { dateTimeOf, number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { audienceHistory } from '../../models/audiences.ts';
import { useModel } from '../../services.ts';
import { Await } from '../await.tsx';
import { Bones } from '../skeleton.tsx';

/** What was told to the network and when, asked for when somebody opens it. */
export function SyncHistory({ audience }: { readonly audience: AudienceView }) {
  const [open, setOpen] = useState(false);
  return (
    <details
      class="audience-history"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary class="small">
        {t('audiences.history')}
        <span class="visually-hidden"> ({audience.name})</span>
      </summary>
      {open && <Syncs audience={audience} />}
    </details>
  );
}

function Syncs({ audience }: { readonly audience: AudienceView }) {
  const { audienceId, syncedAt } = audience;
  const history = useModel(({ api }) => audienceHistory(api, audienceId), audienceId);
  // A new attempt has ended.
  useEffect(() => void history.load(), [history, syncedAt]);
  return (
    <Await of={history} bones={<Bones lines={3} />}>
      {({ syncs }) =>
        syncs.length === 0 ? (
          <p class="small soft">{t('audiences.neverSynced')}</p>
        ) : (
          <SyncTable syncs={syncs} name={audience.name} />
        )
      }
    </Await>
  );
}

interface TableProps {
  readonly syncs: readonly AudienceSyncView[];
  readonly name: string;
}

function SyncTable({ syncs, name }: TableProps) {
  return (
    <section
      class="audience-syncs"
      aria-label={t('audiences.historyOf', { name })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: wide content scrolls in itself, by keyboard too
      tabIndex={0}
    >
      <table class="small">
        <thead>
          <tr>
            <th scope="col">{t('audiences.when')}</th>
            <th scope="col" class="number">
              {t('audiences.added')}
            </th>
            <th scope="col" class="number">
              {t('audiences.removed')}
            </th>
            <th scope="col" class="number">
              {t('audiences.unreadable')}
            </th>
            <th scope="col" class="number">
              {t('audiences.withoutKey')}
            </th>
            <th scope="col">{t('audiences.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {syncs.map((sync) => (
            <tr key={sync.startedAt}>
              <th scope="row">{dateTimeOf(sync.startedAt)}</th>
              <td class="number">{number(sync.added)}</td>
              <td class="number">{number(sync.removed)}</td>
              <td class="number">{number(sync.unreadable)}</td>
              <td class="number">{number(sync.withoutKey)}</td>
              <td>{outcomeOf(sync)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="small soft">{t('audiences.historyHint')}</p>
    </section>
  );
}

/** One that neither ended nor failed is under way, or its process was ended; the next attempt goes on either way. */
function outcomeOf({ error, finishedAt }: AudienceSyncView): string {
  if (error !== null) return error;
  return finishedAt === null ? t('audiences.unfinished') : t('audiences.upToDate');
}
