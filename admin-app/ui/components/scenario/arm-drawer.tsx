import type { SplitArm } from '../../../core/scenario/types.ts';
import { dateTimeOf } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import { type ArmFigure, armCustomersModel } from '../../models/split-arms.ts';
import { to } from '../../navigation.ts';
import { useModel } from '../../services.ts';
import { Dialog } from '../dialog.tsx';
import { PagedPeople } from '../paged-people.tsx';

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
  const title = t('split.of', { what: t(`split.figure.${figure}`), name: arm.name });
  return (
    <Dialog kind="drawer" title={title} onClose={onClose}>
      <PagedPeople list={list} class="arm-customers" nobody={t('split.nobody')}>
        {({ customerId, name, at }) => (
          <li key={customerId}>
            <a href={to(`/customers/${customerId}`)}>{name ?? t('waiting.gone')}</a>
            <span class="small soft number">{dateTimeOf(at)}</span>
          </li>
        )}
      </PagedPeople>
    </Dialog>
  );
}
