import { useState } from 'preact/hooks';
import type { Block, BlockId, ScenarioDefinition } from '../../../core/scenario/types.ts';
import { dateTimeOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type CustomerAtBlock, customersAtBlock } from '../../models/scenario-live.ts';
import { useModel } from '../../services.ts';
import { Badge } from '../badge.tsx';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { blockTitle } from '../graph/words.ts';
import { PagedPeople } from '../paged-people.tsx';
import { Passage } from './passage.tsx';
import './waiting.css';

interface Props {
  readonly scenarioId: number;
  readonly blockId: BlockId;
  readonly definitionOf: (version: number) => ScenarioDefinition;
  /** A block of any version by its id. */
  readonly blockOf: (id: BlockId) => Block | undefined;
  readonly activeVersion: number | null;
  readonly onClose: () => void;
  /** Somebody was moved or taken out. */
  readonly onChanged: () => void;
}

/** Who is at a block now; each opens to every step they took. */
export function WaitingDrawer(props: Props) {
  const { scenarioId, blockId, definitionOf, blockOf, activeVersion, onClose, onChanged } = props;
  const list = useModel(({ api }) => customersAtBlock(api, scenarioId, blockId), blockId);
  const [opened, setOpened] = useState<number | null>(null);
  const block = blockOf(blockId);
  const title = t('waiting.title', { block: block ? blockTitle(block) : blockId });
  const changed = () => {
    onChanged();
    void list.restart();
  };
  return (
    <Dialog kind="drawer" title={title} onClose={onClose}>
      {opened === null ? (
        <PagedPeople list={list} class="waiting" nobody={t('waiting.nobody')}>
          {(customer) => (
            <Waiting
              key={customer.enrolmentId}
              {...{ customer, activeVersion }}
              onOpen={() => setOpened(customer.enrolmentId)}
            />
          )}
        </PagedPeople>
      ) : (
        <>
          <div>
            <Button compact kind="plain" icon="back" onClick={() => setOpened(null)}>
              {t('waiting.back')}
            </Button>
          </div>
          <Passage
            {...{ scenarioId, definitionOf, blockOf }}
            enrolmentId={opened}
            onChanged={changed}
          />
        </>
      )}
    </Dialog>
  );
}

interface WaitingProps {
  readonly customer: CustomerAtBlock;
  readonly activeVersion: number | null;
  readonly onOpen: () => void;
}

function Waiting({ customer, activeVersion, onOpen }: WaitingProps) {
  const { name, since, dueAt, heldOut, version } = customer;
  return (
    <li>
      <button type="button" onClick={onOpen}>
        <span class="row">
          <strong>{name ?? t('waiting.gone')}</strong>
          {heldOut && <Badge>{t('enrolments.heldOut')}</Badge>}
          {version !== activeVersion && <Badge>{t('waiting.version', { version })}</Badge>}
        </span>
        <span class="small soft">
          {t('waiting.since', { when: dateTimeOf(since) })}
          {' · '}
          {dueAt === null ? t('waiting.forEvent') : t('waiting.until', { when: dateTimeOf(dueAt) })}
        </span>
      </button>
    </li>
  );
}
