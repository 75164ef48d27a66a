/** All messages in the order in which they win, and what can be done with each. */
import { useState } from 'preact/hooks';
import type { OnSiteMessagesView, OnSiteMessageView } from '../../../contract/onsite.ts';
import type { RequestFailed } from '../../api.ts';
import { dateTimeOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import type { OnSiteModel } from '../../models/on-site.ts';
import { useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { Dialog } from '../dialog.tsx';
import { Empty } from '../notice.tsx';
import { MessageList } from './message-list.tsx';
import { titleOf } from './words.ts';

interface MessagesProps {
  readonly list: OnSiteMessagesView;
  readonly model: OnSiteModel;
  readonly add: preact.JSX.Element;
  readonly tierName: (tierId: string) => string | undefined;
}

export function Messages({ list, model, add, tierName }: MessagesProps) {
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
