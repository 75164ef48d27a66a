import { t } from '../../language/t.ts';
import { Button } from '../button.tsx';

interface Props {
  readonly name: string;
  readonly place: number;
  readonly length: number;
  readonly onMove: (to: number) => void;
}

/** Up and down, for pointer and keyboard alike. */
export function MoveButtons({ name, place, length, onMove }: Props) {
  return (
    <span class="move-buttons">
      <Button
        kind="plain"
        compact
        icon="up"
        label={t('priorities.up', { name })}
        disabled={place === 0}
        onClick={() => onMove(place - 1)}
      />
      <Button
        kind="plain"
        compact
        icon="down"
        label={t('priorities.down', { name })}
        disabled={place === length - 1}
        onClick={() => onMove(place + 1)}
      />
    </span>
  );
}
