import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import '../language/on-site/texts.ts';
import type { OnSiteContent, OnSiteMessageView } from '../../contract/onsite.ts';
import type { TiersView } from '../../contract/tiers.ts';
import { ON_SITE_KINDS, type OnSiteKind } from '../../core/priority/occasions.ts';
import { Await } from '../components/await.tsx';
import { Menu } from '../components/menu.tsx';
import { ActiveSwitch } from '../components/on-site/active-switch.tsx';
import { MessageEditor } from '../components/on-site/editor.tsx';
import { Embed } from '../components/on-site/embed.tsx';
import { Messages } from '../components/on-site/messages.tsx';
import { SeeAs } from '../components/on-site/see-as.tsx';
import { KIND_ICONS, titleOf } from '../components/on-site/words.ts';
import { Page } from '../components/page.tsx';
import { SaveBar } from '../components/save-bar.tsx';
import { Bones } from '../components/skeleton.tsx';
import { LinkTabs } from '../components/tabs.tsx';
import '../language/messages/texts.ts';
import { t } from '../language/t.ts';
import { type OnSiteModel, onSiteModel } from '../models/on-site.ts';
import { resource } from '../models/resource.ts';
import { loadSurroundings } from '../models/surroundings.ts';
import { mayLeave } from '../models/unsaved.ts';
import { setQuery, to } from '../navigation.ts';
import { useModel, useServices } from '../services.ts';

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
  const { api } = useServices();
  useEffect(() => loadSurroundings(api), [api]);
  const { query } = useLocation();
  const opened = Number(query.message) || null;
  const view = model.messages.value.find((each) => each.messageId === opened);
  useEffect(() => model.open(view ? opened : null), [model, opened, view !== undefined]);
  const content = view ? model.form.value.value : null;
  const known = tiers.value.value?.tiers ?? null;
  if (view && content) return <OneMessage {...{ model, view, content }} tiers={known} />;
  return <AllMessages model={model} tiers={known} seesAs={query.view === 'see'} />;
}

interface PartProps {
  readonly model: OnSiteModel;
  /** Null until they are known. */
  readonly tiers: TiersView['tiers'] | null;
}

interface OneProps extends PartProps {
  readonly view: OnSiteMessageView;
  /** As it is edited. */
  readonly content: OnSiteContent;
}

function OneMessage({ model, tiers, view, content }: OneProps) {
  const { host } = useServices();

  async function save(): Promise<void> {
    const saved = await model.form.save();
    host.toast(saved ? t('state.saved') : t('state.notSaved'), saved ? 'done' : 'problem');
  }

  return (
    <>
      <SaveBar
        dirty={model.form.dirty.value}
        saving={model.form.saving.value}
        onSave={() => void save()}
        onDiscard={model.form.discard}
      />
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
          {...{ content, model, tiers }}
          onSave={save}
        />
      </Page>
    </>
  );
}

interface AllProps extends PartProps {
  readonly seesAs: boolean;
}

function AllMessages({ model, tiers, seesAs }: AllProps) {
  const add = <AddMenu model={model} />;
  return (
    <Page title={t('onSite.pageTitle')} lead={t('onSite.lead')} actions={add} width="wide">
      <div class="onsite-head">
        <LinkTabs
          label={t('onSite.views')}
          tabs={[
            { href: to('/on-site'), label: t('onSite.view.messages'), current: !seesAs },
            {
              href: to('/on-site', { view: 'see' }),
              label: t('onSite.view.see'),
              current: seesAs,
            },
          ]}
        />
      </div>
      <Embed />
      {seesAs ? (
        <SeeAs />
      ) : (
        <Await of={model.list} bones={<Bones lines={8} />}>
          {(list) => (
            <Messages
              {...{ list, model, add }}
              tierName={(tierId) => tiers?.find((each) => each.tierId === tierId)?.name}
            />
          )}
        </Await>
      )}
    </Page>
  );
}

function AddMenu({ model }: { readonly model: OnSiteModel }) {
  const { host } = useServices();

  async function create(kind: OnSiteKind): Promise<void> {
    if (!(await mayLeave())) return;
    const created = await model.create(kind);
    if (created instanceof Error) host.toast(created.message, 'problem');
    else setQuery({ message: created.messageId, view: undefined }, false);
  }

  return (
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
}
