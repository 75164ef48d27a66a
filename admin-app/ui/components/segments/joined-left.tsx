import { number } from '../../language/format.ts';
import { t } from '../../language/t.ts';
import './segments.css';

interface Props {
  readonly joined: number;
  readonly left: number;
}

/** "+12 −3", said in words to those who hear it. */
export function JoinedLeft({ joined, left }: Props) {
  return (
    <span class="joined-left number">
      <span class="visually-hidden">{t('segments.joinedLeft', { joined, left })}</span>
      <span aria-hidden="true" class={joined > 0 ? 'joined' : 'faint'}>
        +{number(joined)}
      </span>
      <span aria-hidden="true" class={left > 0 ? 'left' : 'faint'}>
        −{number(left)}
      </span>
    </span>
  );
}
