import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { OnSiteMessageView } from '../../contract/onsite.ts';
import { ON_SITE_KINDS } from '../../core/priority/on-site-kinds.ts';
import { Await } from '../components/await.tsx';
import { Card } from '../components/card.tsx';
import { Menu } from '../components/menu.tsx';
import { Empty, Notice } from '../components/notice.tsx';
import { Look } from '../components/on-site/look.tsx';
import { KIND_ICONS, MessageCard } from '../components/on-site/message-card.tsx';
import { MessageForm } from '../components/on-site/message-form.tsx';
import { Page } from '../components/page.tsx';
import { SaveBar } from '../components/save-bar.tsx';
import { Bone, Bones } from '../components/skeleton.tsx';
import { language, t } from '../language/t.ts';
import { type OnSiteModel, onSiteModel } from '../models/on-site.ts';
import { mayLeave } from '../models/unsaved.ts';
import { setQuery } from '../navigation.ts';
import { useModel, useServices } from '../services.ts';

/** The messages on the shop's pages, in the order in which they win. `?message=` is open for editing. */
export function OnSitePage() {
  const model = useModel(({ api }) => onSiteModel(api), 'on-site');
  const { host } = useServices();
  const { query } = useLocation();
  const opened = Number(query.message) || null;
  const messages = model.messages.value;
  const isThere = messages.some((each) => each.messageId === opened);
  useEffect(() => model.open(isThere ? opened : null), [model, opened, isThere]);

  async function save(): Promise<void> {
    const saved = await model.form.save();
    host.toast(saved ? t('state.saved') : t('state.notSaved'), saved ? 'done' : 'problem');
  }

  async function open(messageId: number | undefined): Promise<void> {
    if (await mayLeave()) setQuery({ message: messageId }, opened !== null);
  }

  async function create(kind: (typeof ON_SITE_KINDS)[number]): Promise<void> {
    if (!(await mayLeave())) return;
    const created = await model.create(kind);
    if (created instanceof Error) host.toast(created.message, 'problem');
    else setQuery({ message: created.messageId }, false);
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
  return (
    <>
      <SaveBar
        dirty={model.form.dirty.value}
        saving={model.form.saving.value}
        onSave={() => void save()}
        onDiscard={model.form.discard}
      />
      <Page title={t('onSite.pageTitle')} lead={t('onSite.lead')} actions={add}>
        <Await of={model.list} bones={<OnSiteBones />}>
          {() => (
            <div class="stack">
              <Notice title={t('onSite.rankTitle')}>
                <span>{t('onSite.rankText')}</span>
              </Notice>
              {messages.length === 0 && (
                <Card>
                  <Empty icon="onSite" title={t('onSite.none')} action={add}>
                    {t('onSite.noneText')}
                  </Empty>
                </Card>
              )}
              {messages.map((view) => (
                <Message
                  key={view.messageId}
                  {...{ view, model, save }}
                  open={view.messageId === opened}
                  onOpen={() => void open(view.messageId)}
                  onClose={() => void open(undefined)}
                />
              ))}
            </div>
          )}
        </Await>
      </Page>
    </>
  );
}

interface MessageProps {
  readonly view: OnSiteMessageView;
  readonly model: OnSiteModel;
  readonly open: boolean;
  readonly save: () => Promise<void>;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}

function Message({ view, model, open, save, onOpen, onClose }: MessageProps) {
  const { host } = useServices();
  const [shown, setShown] = useState<string>(language());
  const content = open ? model.form.value.value : null;

  async function setActive(active: boolean): Promise<void> {
    const failure = await model.setActive(view, active);
    const done = active ? t('onSite.switchedOn') : t('onSite.switchedOff');
    host.toast(failure ? failure.message : done, failure ? 'problem' : 'done');
  }

  return (
    <MessageCard
      view={view}
      open={open}
      busy={model.busy.value === view.messageId}
      onOpen={onOpen}
      onSwitch={(active) => void setActive(active)}
      {...(content && {
        look: <Look form={content.form} text={content.texts[shown]} active />,
      })}
    >
      {content && (
        <MessageForm
          content={content}
          failure={model.form.failure.value}
          saving={model.form.saving.value}
          dirty={model.form.dirty.value}
          onEdit={model.form.edit}
          onLanguage={setShown}
          onSave={() => void save()}
          onClose={onClose}
        />
      )}
    </MessageCard>
  );
}

function OnSiteBones() {
  return (
    <div class="stack">
      {[0, 1, 2].map((card) => (
        <Card key={card}>
          <div class="onsite-card">
            <div>
              <Bone width={40} height={22} />
              <Bones lines={3} />
            </div>
            <Bone height={160} />
          </div>
        </Card>
      ))}
    </div>
  );
}
