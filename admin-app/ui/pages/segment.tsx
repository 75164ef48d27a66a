import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { SegmentView } from '../../contract/segments.ts';
import type { RequestFailed } from '../api.ts';
import { Await } from '../components/await.tsx';
import { Badge } from '../components/badge.tsx';
import { Card } from '../components/card.tsx';
import { Page } from '../components/page.tsx';
import { SaveBar } from '../components/save-bar.tsx';
import { Changes } from '../components/segments/overview/changes.tsx';
import { Members } from '../components/segments/overview/members.tsx';
import { Overview } from '../components/segments/overview/overview.tsx';
import { SegmentActions } from '../components/segments/overview/segment-actions.tsx';
import { SegmentNotices } from '../components/segments/overview/segment-notices.tsx';
import { SegmentFields } from '../components/segments/segment-fields.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import { LinkTabs } from '../components/tabs.tsx';
import { UnreadQueries } from '../components/unread-queries.tsx';
import { fromNow } from '../language/format.ts';
import '../language/segments/texts.ts';
import { t } from '../language/t.ts';
import { faultAt } from '../models/form.ts';
import { type SegmentModel, segmentModel } from '../models/segment.ts';
import { parseEventKind } from '../models/segment-lists.ts';
import { createSegmentPreview, type SegmentPreviewModel } from '../models/segment-preview.ts';
import { now } from '../models/shop.ts';
import { setQuery, to } from '../navigation.ts';
import { useModel, useServices } from '../services.ts';

const TABS = ['overview', 'conditions', 'members', 'changes'] as const;
type Tab = (typeof TABS)[number];

/** One segment: its size and members, who joined and left, and (`?tab=conditions`) its conditions to edit. */
export function SegmentPage({ id }: { readonly id: string }) {
  const model = useModel(({ api }) => segmentModel(api, id), id);
  const preview = useModel(createSegmentPreview, id);
  const { query } = useLocation();
  const { host } = useServices();
  const [nameFault, setNameFault] = useState<string | null>(null);
  const view = model.segment.value.value;
  const tab = tabOf(query.tab, view);
  const { draft, dirty } = model.editor;
  useSaveShortcut(save);

  function report(failure: RequestFailed | null): void {
    const fault = faultAt(failure, 'name');
    setNameFault(fault);
    if (!failure) host.toast(t('state.saved'));
    else if (model.conflict.peek() === null)
      host.toast(fault ? t('state.notSaved') : failure.message, 'problem');
  }

  async function save(): Promise<void> {
    if (!dirty.peek()) return;
    const isNamed = draft.peek().name.trim() !== '';
    setNameFault(isNamed ? null : t('segment.nameMissing'));
    if (tab !== 'conditions') setQuery({ tab: 'conditions' }, false);
    if (!isNamed || preview.state.peek().fault) host.toast(t('state.notSaved'), 'problem');
    else report(await model.save());
  }

  return (
    <>
      <SaveBar
        dirty={dirty.value}
        saving={model.working.value === 'save'}
        onSave={() => void save()}
        onDiscard={model.editor.discard}
      />
      <Page
        width="wide"
        title={draft.value.name || t('segment.title')}
        heading={view && <Heading view={view} name={draft.value.name} />}
        lead={view && leadOf(view)}
        back={{ href: to('/segments'), label: t('segments.title') }}
        actions={
          view && <SegmentActions segment={view} model={model} undoes={tab === 'conditions'} />
        }
      >
        <UnreadQueries key={id} of={view} />
        <Await of={model.segment} bones={<SegmentBones />}>
          {(segment) => (
            <div class="stack">
              <SegmentNotices
                segment={segment}
                model={model}
                onOverwrite={() => void model.overwrite().then(report)}
              />
              <LinkTabs label={t('segment.views')} tabs={linksTo(id, segment, tab)} />
              <Content {...{ id, tab, segment, model, preview, nameFault }} />
            </div>
          )}
        </Await>
      </Page>
    </>
  );
}

interface ContentProps {
  readonly id: string;
  readonly tab: Tab;
  readonly segment: SegmentView;
  readonly model: SegmentModel;
  readonly preview: SegmentPreviewModel;
  readonly nameFault: string | null;
}

function Content({ id, tab, segment, model, preview, nameFault }: ContentProps) {
  const { query } = useLocation();
  switch (tab) {
    case 'overview':
      return <Overview id={id} segment={segment} model={model} />;
    case 'conditions':
      return (
        <SegmentFields
          editor={model.editor}
          preview={preview}
          values={model.values.value.value}
          ownName={segment.name}
          nameFault={nameFault}
        />
      );
    case 'members':
      return <Members id={id} />;
    case 'changes':
      return <Changes id={id} kind={parseEventKind(query.kind)} />;
  }
}

function tabOf(text: string | undefined, view: SegmentView | null): Tab {
  const wanted = TABS.find((tab) => tab === text) ?? 'overview';
  return view && !tabsOf(view).includes(wanted) ? 'overview' : wanted;
}

/** What is archived is not edited. */
function tabsOf({ archivedAt }: SegmentView): readonly Tab[] {
  return archivedAt === null ? TABS : TABS.filter((tab) => tab !== 'conditions');
}

function linksTo(id: string, segment: SegmentView, current: Tab) {
  return tabsOf(segment).map((tab) => ({
    href: to(`/segments/${id}`, { tab: tab === 'overview' ? undefined : tab }),
    label: t(`segment.tab.${tab}`),
    current: tab === current,
  }));
}

function Heading({ view, name }: { readonly view: SegmentView; readonly name: string }) {
  return (
    <span class="row">
      {name || view.name}
      {view.archivedAt !== null && <Badge>{t('segment.isArchived')}</Badge>}
      {view.fault && <Badge tone="bad">{t('segments.faulty')}</Badge>}
    </span>
  );
}

function leadOf({ members, evaluatedAt }: SegmentView): string {
  return t('segment.lead', {
    members: t('segment.members', { n: members }),
    when: fromNow(evaluatedAt, now()),
  });
}

/** Ctrl or Cmd with S. */
function useSaveShortcut(save: () => Promise<void>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      void save();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [save]);
}

function SegmentBones() {
  return (
    <div class="stack">
      <Bone width={40} height={38} />
      <Card>
        <Bone width={30} height={40} />
        <Bones lines={4} />
      </Card>
      <Card>
        <Bone height={240} />
      </Card>
    </div>
  );
}
