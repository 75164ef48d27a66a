import type { SplitArm } from '../../../core/scenario/types.ts';
import { dateTimeOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type ArmFigure, armCustomersModel } from '../../models/split-arms.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { Failed } from '../notice.tsx';
import { Bones, Loading } from '../skeleton.tsx';

interface Props {
  readonly scenarioId: number;
  readonly blockId: string;
  readonly arm: SplitArm;
  readonly figure: ArmFigure['figure'];
  readonly onClose: () => void;
}

/** The customers behind a number of a split's arm. */
export function ArmDrawer({ scenarioId, blockId, arm, figure, onClose }: Props) {
  const list = useModel(
    ({ api }) => armCustomersModel(api, { scenarioId, blockId }, { armId: arm.id, figure }),
    `${scenarioId} ${blockId} ${arm.id} ${figure}`,
  );
  const customers = list.items.value;
  const failure = list.failure.value;
  const title = t('split.of', { what: t(`split.figure.${figure}`), name: arm.name });
  return (
    <Dialog kind="drawer" title={title} onClose={onClose}>
      {failure && <Failed failure={failure} retry={() => void list.restart()} />}
      {customers === null && !failure && (
        <Loading>
          <Bones lines={8} />
        </Loading>
      )}
      {customers?.length === 0 && <p class="soft">{t('split.nobody')}</p>}
      <ol class="arm-customers">
        {customers?.map(({ customerId, name, at }) => (
          <li key={customerId}>
            <a href={to(`/customers/${customerId}`)}>{name ?? t('waiting.gone')}</a>
            <span class="small soft number">{dateTimeOf(at)}</span>
          </li>
        ))}
      </ol>
      {list.hasMore.value && (
        <Button busy={list.loading.value} onClick={() => void list.more()}>
          {t('action.more')}
        </Button>
      )}
    </Dialog>
  );
}
