import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import '../language/on-site/texts.ts';
import type { OnSiteMessagesView, OnSiteMessageView } from '../../contract/onsite.ts';
import type { TiersView } from '../../contract/tiers.ts';
import { ON_SITE_KINDS, type OnSiteKind } from '../../core/priority/occasions.ts';
import type { RequestFailed } from '../api.ts';
import { Await } from '../components/await.tsx';
import { Badge } from '../components/badge.tsx';
import { Button, ButtonLink } from '../components/button.tsx';
import { Card } from '../components/card.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Menu } from '../components/menu.tsx';
import { Empty, Notice } from '../components/notice.tsx';
import { MessageEditor } from '../components/on-site/editor.tsx';
import { MessageList } from '../components/on-site/message-list.tsx';
import { SeeAs } from '../components/on-site/see-as.tsx';
import { KIND_ICONS, titleOf } from '../components/on-site/words.ts';
import { Page } from '../components/page.tsx';
import { SaveBar } from '../components/save-bar.tsx';
import { Bones } from '../components/skeleton.tsx';
import { LinkTabs } from '../components/tabs.tsx';
import { dateTimeOf } from '../language/format.ts';
import '../language/messages/texts.ts';
import { t } from '../language/t.ts';
import { type OnSiteModel, onSiteModel } from '../models/on-site.ts';
import { resource } from '../models/resource.ts';
import { loadSurroundings } from '../models/surroundings.ts';
import { mayLeave } from '../models/unsaved.ts';
import { setQuery, to } from '../navigation.ts';
import { useModel, useServices } from '../services.ts';
import { embedEditor } from '../theme-editor.ts';

/**
 * The messages on the shop's pages, in the order in which they win. `?message=` is open for editing; `?view=see` shows
 * what any shopper would see.
 */
export function OnSitePage() {
  const model = useModel(({ api }) => onSiteModel(api), 'on-site');
  const tiers = useModel(({ api }) => {
    const made = resource('tiers', (abort) => api.get<TiersView>('/api/tiers', {}, abort));
    void made.load();
    return made;
  }, 'tiers');
  const { api, host } = useServices();
  useEffect(() => loadSurroundings(api), [api]);
  const { query } = useLocation();
  const opened = Number(query.message) || null;
  const view = model.messages.value.find((each) => each.messageId === opened);
  useEffect(() => model.open(view ? opened : null), [model, opened, view !== undefined]);
  const content = view ? model.form.value.value : null;

  async function save(): Promise<void> {
    const saved = await model.form.save();
    host.toast(saved ? t('state.saved') : t('state.notSaved'), saved ? 'done' : 'problem');
  }

  async function create(kind: OnSiteKind): Promise<void> {
    if (!(await mayLeave())) return;
    const created = await model.create(kind);
    if (created instanceof Error) host.toast(created.message, 'problem');
    else setQuery({ message: created.messageId, view: undefined }, false);
  }

  const add = (
    <Menu
      label={t('onSite.add')}
      icon="add"
      items={ON_SITE_KINDS.map((kind) => ({
        label: t(`onSite.kind.${kind}`),
        icon: KIND_ICONS[kind],
        onChoose: () => void create(kind),
      }))}
    />
  );
  const saveBar = (
    <SaveBar
      dirty={model.form.dirty.value}
      saving={model.form.saving.value}
      onSave={() => void save()}
      onDiscard={model.form.discard}
    />
  );
  if (view && content) {
    return (
      <>
        {saveBar}
        <Page
          title={titleOf(content) || t(`onSite.kind.${content.kind}`)}
          lead={t(`onSite.kind.${content.kind}`)}
          back={{ href: to('/on-site'), label: t('onSite.back') }}
          actions={<ActiveSwitch model={model} view={view} />}
          width="wide"
        >
          <MessageEditor
            key={view.messageId}
            messageId={view.messageId}
            content={content}
            model={model}
            tiers={tiers.value.value?.tiers ?? null}
            onSave={save}
          />
        </Page>
      </>
    );
  }
  return (
    <Page title={t('onSite.pageTitle')} lead={t('onSite.lead')} actions={add} width="wide">
      <div class="onsite-head">
        <LinkTabs
          label={t('onSite.views')}
          tabs={[
            {
              href: to('/on-site'),
              label: t('onSite.view.messages'),
              current: query.view !== 'see',
            },
            {
              href: to('/on-site', { view: 'see' }),
              label: t('onSite.view.see'),
              current: query.view === 'see',
            },
          ]}
        />
      </div>
      <Embed />
      {query.view === 'see' ? (
        <SeeAs />
      ) : (
        <Await of={model.list} bones={<Bones lines={8} />}>
          {(list) => (
            <Messages
              {...{ list, model, add }}
              tierName={(tierId) =>
                tiers.value.value?.tiers.find((each) => each.tierId === tierId)?.name
              }
            />
          )}
        </Await>
      )}
    </Page>
  );
}

interface MessagesProps {
  readonly list: OnSiteMessagesView;
  readonly model: OnSiteModel;
  readonly add: preact.JSX.Element;
  readonly tierName: (tierId: string) => string | undefined;
}

function Messages({ list, model, add, tierName }: MessagesProps) {
  const { host } = useServices();
  const [archiving, setArchiving] = useState<OnSiteMessageView | null>(null);
  const messages = model.messages.value;

  async function tell(work: Promise<RequestFailed | object | null>, done: string | null) {
    const outcome = await work;
    if (outcome instanceof Error) host.toast(outcome.message, 'problem');
    else if (done !== null) host.toast(done, 'done');
  }

  return (
    <div class="stack">
      {messages.length === 0 && (
        <Card>
          <Empty icon="onSite" title={t('onSite.none')} action={add}>
            {t('onSite.noneText')}
          </Empty>
        </Card>
      )}
      <MessageList
        messages={messages}
        busy={model.busy.value}
        tierName={tierName}
        onSwitch={(view, active) =>
          void tell(
            model.setActive(view, active),
            active ? t('onSite.switchedOn') : t('onSite.switchedOff'),
          )
        }
        onMove={(view, step) => void tell(model.move(view, step), null)}
        onDuplicate={(view) => void tell(model.duplicate(view), t('onSite.duplicated'))}
        onArchive={setArchiving}
      />
      <p class="small soft">{t('onSite.rankText')}</p>
      <p class="small soft">
        {list.publishedAt === null
          ? t('onSite.notPublished')
          : t('onSite.publishedAt', { time: dateTimeOf(list.publishedAt) })}{' '}
        {list.waiting > 0 && t('onSite.waiting', { n: list.waiting })}
      </p>
      {archiving && (
        <ArchiveDialog
          view={archiving}
          onClose={() => setArchiving(null)}
          onArchive={() => {
            setArchiving(null);
            void tell(model.archive(archiving), t('onSite.archived'));
          }}
        />
      )}
    </div>
  );
}

interface ArchiveProps {
  readonly view: OnSiteMessageView;
  readonly onClose: () => void;
  readonly onArchive: () => void;
}

function ArchiveDialog({ view, onClose, onArchive }: ArchiveProps) {
  return (
    <Dialog
      title={t('onSite.archiveTitle', { title: titleOf(view.message) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button kind="danger" onClick={onArchive}>
            {t('onSite.archive')}
          </Button>
        </>
      }
    >
      <p>{t('onSite.archiveText')}</p>
    </Dialog>
  );
}

function ActiveSwitch({
  model,
  view,
}: {
  readonly model: OnSiteModel;
  readonly view: OnSiteMessageView;
}) {
  const { host } = useServices();
  const { active, messageId } = view;
  return (
    <label class="switch-label">
      <input
        class="switch"
        type="checkbox"
        role="switch"
        aria-checked={active}
        checked={active}
        disabled={model.busy.value === messageId}
        onChange={async (event) => {
          const wanted = event.currentTarget.checked;
          const failure = await model.setActive(view, wanted);
          const done = wanted ? t('onSite.switchedOn') : t('onSite.switchedOff');
          host.toast(failure ? failure.message : done, failure ? 'problem' : 'done');
        }}
      />
      {active ? t('onSite.on') : t('onSite.off')}
    </label>
  );
}

/** Whether the theme shows messages at all, and the way to switch that on. */
function Embed() {
  const { host } = useServices();
  const [isOn, setOn] = useState<boolean | null | undefined>(undefined);
  useEffect(() => {
    let left = false;
    host.embedIsOn().then(
      (on) => !left && setOn(on),
      () => !left && setOn(null),
    );
    return () => {
      left = true;
    };
  }, [host]);
  if (isOn === undefined) return null;
  if (isOn)
    return (
      <p class="onsite-embed">
        <Badge tone="good">{t('onSite.embedOn')}</Badge>
      </p>
    );
  const link = (
    <ButtonLink compact outside icon="external" href={embedEditor(host)}>
      {t('onSite.embedAction')}
    </ButtonLink>
  );
  if (isOn === null)
    return (
      <p class="onsite-embed small soft">
        {t('onSite.embedUnknownText')} {link}
      </p>
    );
  return (
    <div class="onsite-embed">
      <Notice tone="due" title={t('onSite.embedOff')}>
        <span>{t('onSite.embedOffText')}</span> {link}
      </Notice>
    </div>
  );
}
