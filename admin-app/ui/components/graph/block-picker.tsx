import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { t } from '../../language/t.ts';
import type { Way } from '../../models/graph-edit.ts';
import { BLOCK_CHOICES, type BlockChoice } from '../../models/new-block.ts';
import { Field, textOf } from '../field.tsx';
import { Icon, type IconName } from '../icon.tsx';
import './block-picker.css';

export interface Picking {
  /** The ways it can be put on, the likeliest first; more than one is asked about. */
  readonly ways: readonly { readonly way: Way; readonly label: string }[];
  /** What it opens beside. */
  readonly anchor: Element;
}

interface Props extends Picking {
  readonly onPick: (way: Way, choice: BlockChoice) => void;
  readonly onClose: () => void;
}

const ICONS: Readonly<Record<BlockChoice, IconName>> = {
  email: 'mail',
  sms: 'sms',
  push: 'bell',
  'on-site': 'onSite',
  wait: 'clock',
  'wait for reaction': 'reaction',
  branch: 'branch',
  split: 'split',
  exit: 'exit',
  coupon: 'gift',
  'update customer': 'staff',
  audience: 'customers',
  'start scenario': 'scenarios',
};

/** All kinds of block to add, beside where it will be. Arrows move, Escape and a click elsewhere close it. */
export function BlockPicker({ ways, anchor, onPick, onClose }: Props) {
  const popover = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(0);
  const titleId = useId();
  useEffect(() => {
    const shown = popover.current;
    if (!shown) return;
    shown.showPopover();
    place(shown, anchor);
    shown.querySelector<HTMLElement>('select, button')?.focus();
  }, [anchor]);
  const way = ways[chosen]?.way;
  return (
    <div
      ref={popover}
      class="block-picker"
      popover="auto"
      role="dialog"
      aria-labelledby={titleId}
      onToggle={(event) => event.newState === 'closed' && onClose()}
      onKeyDown={moveFocus}
    >
      <strong id={titleId}>{t('picker.title')}</strong>
      {ways.length > 1 && (
        <Field label={t('picker.way')}>
          {(control) => (
            <select
              {...control}
              value={String(chosen)}
              onChange={(event) => setChosen(Number(textOf(event)))}
            >
              {ways.map(({ label }, at) => (
                <option key={at} value={String(at)}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {BLOCK_CHOICES.map(({ group, choices }) => (
        <fieldset key={group} class={`picker-group ${group}`}>
          <legend>{t(`picker.${group}`)}</legend>
          {choices.map((choice) => (
            <button key={choice} type="button" onClick={() => way && onPick(way, choice)}>
              <span class="node-icon">
                <Icon name={ICONS[choice]} size={18} />
              </span>
              <span>
                {t(`block.${choice}`)}
                <small>{t(`picker.about.${choice}`)}</small>
              </span>
            </button>
          ))}
        </fieldset>
      ))}
    </div>
  );
}

/** Beside the anchor where there is room, never outside of the window. */
function place(popover: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const right = at.right + 12;
  const left = right + width <= innerWidth - 12 ? right : Math.max(12, at.left - width - 12);
  const top = Math.max(12, Math.min(at.top - 40, innerHeight - height - 12));
  popover.style.left = `${Math.min(left, Math.max(12, innerWidth - width - 12))}px`;
  popover.style.top = `${top}px`;
}

function moveFocus(event: KeyboardEvent): void {
  // The platform closes the popover; what surrounds it shall not close or move as well.
  if (event.key !== 'Tab') event.stopPropagation();
  const step = STEPS[event.key] ?? 0;
  if (step === 0 || !(event.currentTarget instanceof Element)) return;
  if (event.target instanceof HTMLSelectElement) return;
  event.preventDefault();
  const items: Element[] = [...event.currentTarget.querySelectorAll('button')];
  const at = document.activeElement ? items.indexOf(document.activeElement) : -1;
  const next = items[(at + step + items.length) % items.length];
  if (next instanceof HTMLElement) next.focus();
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
};
