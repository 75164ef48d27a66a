import { useLocation } from 'preact-iso';
import { STAFF_TOPICS, type StaffActView } from '../../contract/staff-log.ts';
import { Card } from '../components/card.tsx';
import { Field, textOf } from '../components/field.tsx';
import { More } from '../components/more.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { Act } from '../components/settings/staff-act.tsx';
import '../components/settings/staff-log.css';
import { Bones, Loading } from '../components/skeleton.tsx';
import '../language/settings/texts.ts';
import { staffInWords } from '../language/staff.ts';
import { t } from '../language/t.ts';
import { staffLogModel } from '../models/staff-log.ts';
import { setQuery, to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** Who of the staff did what. `?topic=&staff=` */
export function StaffLogPage() {
  const { query } = useLocation();
  const topic = STAFF_TOPICS.find((each) => each === query.topic) ?? null;
  const staff = query.staff ?? null;
  const model = useModel(({ api }) => staffLogModel(api, { topic, staff }), `${topic} ${staff}`);
  const acts = model.list.items.value;
  const people = model.staff.value.map((id) => [id, personInWords(id)] as const);
  return (
    <Page
      title={t('log.title')}
      lead={t('log.lead')}
      back={{ href: to('/settings'), label: t('settings.title') }}
    >
      <div class="log-filters">
        <Filter
          label={t('log.topic')}
          name="topic"
          value={topic}
          all={t('log.everything')}
          options={STAFF_TOPICS.map((each) => [each, t(`log.topic.${each}`)] as const)}
        />
        <Filter
          label={t('log.person')}
          name="staff"
          value={staff}
          all={t('log.everybody')}
          options={people}
        />
      </div>
      <Card flush>
        {acts === null && model.list.failure.value === null && (
          <div class="log-bones">
            <Loading>
              <Bones lines={8} />
            </Loading>
          </div>
        )}
        {acts?.length === 0 && <Nothing filtered={topic !== null || staff !== null} />}
        {acts && acts.length > 0 && <Acts acts={acts} />}
        <More list={model.list} older />
      </Card>
    </Page>
  );
}

function personInWords(id: string): string {
  return id === '' ? t('log.unknownPerson') : staffInWords(`staff member ${id}`);
}

function Acts({ acts }: { readonly acts: readonly StaffActView[] }) {
  return (
    <ol class="log">
      {acts.map((act) => (
        <Act key={act.actId} act={act} person={personInWords(act.staffId)} />
      ))}
    </ol>
  );
}

function Nothing({ filtered }: { readonly filtered: boolean }) {
  return (
    <Empty icon="history" title={t(filtered ? 'log.noneOfThese' : 'log.none')}>
      {t(filtered ? 'log.noneOfTheseText' : 'log.noneText')}
    </Empty>
  );
}

interface FilterProps {
  readonly label: string;
  readonly name: 'topic' | 'staff';
  readonly value: string | null;
  readonly all: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}

function Filter({ label, name, value, all, options }: FilterProps) {
  return (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          value={value ?? 'all'}
          onChange={(event) => {
            const chosen = textOf(event);
            setQuery({ [name]: chosen === 'all' ? undefined : chosen });
          }}
        >
          <option value="all">{all}</option>
          {options.map(([id, words]) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
