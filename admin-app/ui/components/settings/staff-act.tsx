import type { StaffActView, StaffChange } from '../../../contract/staff-log.ts';
import { dateTimeOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { to } from '../../navigation.ts';
import { Icon, type IconName } from '../icon.tsx';
import '../round-mark.css';

const ICONS: Readonly<Record<string, IconName>> = {
  scenario: 'scenarios',
  campaign: 'launch',
  customer: 'customers',
  segment: 'segments',
  onsite: 'eye',
  import: 'group',
  settings: 'settings',
  data: 'archive',
};

/** One line of the staff log: what, to what, who and when; and what it changed. */
export function Act({ act, person }: { readonly act: StaffActView; readonly person: string }) {
  const [topic = ''] = act.kind.split('.');
  const href = hrefOf(act);
  const subject = subjectOf(act);
  return (
    <li>
      <span class="round-mark">
        <Icon name={ICONS[topic] ?? 'history'} size={18} />
      </span>
      <div class="log-what">
        <p>
          <strong>{t(`log.act.${act.kind}`)}</strong>{' '}
          {subject !== null &&
            (href === null ? <span>{subject}</span> : <a href={href}>{subject}</a>)}
        </p>
        {act.changes.length > 0 && (
          <ul class="log-changes">
            {act.changes.map((change) => (
              <Change key={change.field} change={change} />
            ))}
          </ul>
        )}
      </div>
      <p class="log-who small soft">
        <span>{person}</span>
        <time dateTime={new Date(act.at).toISOString()}>{dateTimeOf(act.at)}</time>
      </p>
    </li>
  );
}

function Change({ change: { field, before, after } }: { readonly change: StaffChange }) {
  return (
    <li>
      <span class="soft">{t(`log.field.${field}`)}</span>{' '}
      {before !== null && (
        <>
          <span class="visually-hidden">{t('log.before')}</span> <del>{before}</del>{' '}
          <span aria-hidden="true">→</span>{' '}
        </>
      )}
      <span class="visually-hidden">{t('log.after')}</span>{' '}
      {after === null ? <em>{t('log.nothing')}</em> : <ins>{after}</ins>}
    </li>
  );
}

function subjectOf({ kind, subject, subjectId }: StaffActView): string | null {
  if (subject !== null) return subject;
  if (kind.startsWith('customer.') && subjectId !== null)
    return t('log.customer', { id: subjectId });
  return subjectId === null ? null : `#${subjectId}`;
}

function hrefOf({ kind, subjectId }: StaffActView): string | null {
  if (subjectId === null) return null;
  const [topic] = kind.split('.');
  switch (topic) {
    case 'scenario':
      // Of a passage through a scenario: "scenario/passage".
      return to(`/scenarios/${subjectId.split('/')[0]}`);
    case 'campaign':
      return to(`/campaigns/${subjectId}`);
    case 'customer':
      return to(`/customers/${subjectId}`);
    case 'segment':
      return to(`/segments/${subjectId}`);
    case 'onsite':
      return to('/on-site');
    default:
      return null;
  }
}
