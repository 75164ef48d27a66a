import { useLocation } from 'preact-iso';
import { Await } from '../components/await.tsx';
import { ButtonLink } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Empty } from '../components/notice.tsx';
import { Page } from '../components/page.tsx';
import { ReadyMade } from '../components/segments/ready-made.tsx';
import { SegmentTable } from '../components/segments/segment-table.tsx';
import '../components/segments/segments.css';
import { Bone, Bones } from '../components/skeleton.tsx';
import { LinkTabs } from '../components/tabs.tsx';
import { fromNow } from '../language/format.ts';
import '../language/segments/texts.ts';
import { t } from '../language/t.ts';
import {
  parseSegmentList,
  SEGMENT_LISTS,
  type SegmentList,
  type SegmentsModel,
  segmentsModel,
} from '../models/segments.ts';
import { now } from '../models/shop.ts';
import { to } from '../navigation.ts';
import { useModel } from '../services.ts';

/** All segments with their counts, the archived ones (`?list=archived`), and the ready-made ones to begin from. */
export function SegmentsPage() {
  const list = parseSegmentList(useLocation().query.list);
  const model = useModel(({ api }) => segmentsModel(api, list), list);
  return (
    <Page
      title={t('segments.title')}
      lead={t('segments.lead')}
      actions={
        <ButtonLink kind="primary" icon="add" href={to('/segments/new')}>
          {t('segments.create')}
        </ButtonLink>
      }
    >
      <div class="stack large">
        <div class="stack">
          <LinkTabs
            label={t('segments.which')}
            tabs={SEGMENT_LISTS.map((each) => ({
              href: to('/segments', { list: each === 'live' ? undefined : each }),
              label: t(`segments.${each}`),
              current: each === list,
            }))}
          />
          <Card flush>
            <Listing model={model} list={list} />
          </Card>
        </div>
        {list === 'live' && <Gallery model={model} />}
      </div>
    </Page>
  );
}

interface Props {
  readonly model: SegmentsModel;
  readonly list: SegmentList;
}

function Listing({ model, list }: Props) {
  return (
    <Await of={model.segments} bones={<ListBones />}>
      {({ segments, reachCountedAt }) =>
        segments.length > 0 ? (
          <>
            <SegmentTable segments={segments} />
            {reachCountedAt !== null && (
              <p class="small soft segments-counted">
                {t('segments.reachCounted', { when: fromNow(reachCountedAt, now()) })}
              </p>
            )}
          </>
        ) : list === 'archived' ? (
          <Empty icon="archive" title={t('segments.noneArchived')}>
            {t('segments.noneArchivedText')}
          </Empty>
        ) : (
          <Empty icon="segments" title={t('segments.none')}>
            {t('segments.noneText')}
          </Empty>
        )
      }
    </Await>
  );
}

function Gallery({ model }: { readonly model: SegmentsModel }) {
  return (
    <section class="stack" aria-label={t('segments.readyMade')}>
      <div class="stack tight">
        <h2>{t('segments.readyMade')}</h2>
        <p class="soft">{t('segments.readyMadeLead')}</p>
      </div>
      <Await of={model.readyMade} bones={<GalleryBones />}>
        {(view) => <ReadyMade view={view} />}
      </Await>
    </section>
  );
}

function ListBones() {
  return (
    <div style={{ padding: 'var(--inset)' }}>
      <Bone width={30} height={20} />
      <Bones lines={2} />
    </div>
  );
}

function GalleryBones() {
  return (
    <div class="ready-made">
      {[3, 2, 3, 4].map((lines, nth) => (
        <Card key={nth}>
          <Bone width={40} height={20} />
          <Bones lines={lines * 2} />
        </Card>
      ))}
    </div>
  );
}
