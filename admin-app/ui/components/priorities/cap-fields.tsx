import {
  CAPPED_CHANNELS,
  MOST_DAYS,
  MOST_HOURS,
  type PlacedScenario,
} from '../../../contract/priorities.ts';
import type { Cap, CapScope } from '../../../core/priority/caps.ts';
import { PRIORITY_CLASSES, type PriorityClass } from '../../../core/priority/types.ts';
import { classInWords, listInWords, scopeInWords } from '../../language/priorities/cap-words.ts';
import { locale, t } from '../../language/t.ts';
import { capExample } from '../../models/priorities.ts';
import { FaultLine, NumberField } from '../field.tsx';
import { ChoiceField } from '../tiers/choice-field.tsx';

interface Props {
  readonly cap: Cap;
  readonly scenarios: readonly PlacedScenario[];
  readonly fault: string | null;
  readonly onChange: (cap: Cap) => void;
}

const UNITS = ['hours', 'local days'] as const;

/** The parts of one cap, and below what they come to with an example. */
export function CapFields({ cap, scenarios, fault, onChange }: Props) {
  const { window, max } = cap;
  const length = window.kind === 'hours' ? window.hours : window.days;
  return (
    <div class="cap-fields">
      <NumberField
        label={t('priorities.max')}
        unit={t('priorities.messages')}
        min={1}
        max={99}
        value={max}
        onInput={(changed) => onChange({ ...cap, max: Math.round(changed) })}
      />
      <NumberField
        label={t('priorities.window')}
        unit={t(`priorities.unit.${window.kind}`)}
        min={1}
        max={window.kind === 'hours' ? MOST_HOURS : MOST_DAYS}
        value={length}
        onInput={(changed) => onChange({ ...cap, window: windowOf(window.kind, changed) })}
      />
      <ChoiceField
        label={t('priorities.windowUnit')}
        hint={t(`priorities.windowHint.${window.kind}`)}
        value={window.kind}
        choices={UNITS}
        inWords={(unit) => t(`priorities.unit.${unit}`)}
        onChoose={(unit) => onChange({ ...cap, window: convert(window, unit) })}
      />
      <ScopeField cap={cap} scenarios={scenarios} onChange={onChange} />
      <PassingField cap={cap} onChange={onChange} />
      {fault && <FaultLine text={fault} />}
      <Example cap={cap} />
    </div>
  );
}

function windowOf(kind: Cap['window']['kind'], length: number): Cap['window'] {
  const whole = Math.round(length);
  return kind === 'hours' ? { kind, hours: whole } : { kind, days: whole };
}

/** About as long as before. */
function convert(window: Cap['window'], unit: Cap['window']['kind']): Cap['window'] {
  if (window.kind === unit) return window;
  return window.kind === 'hours'
    ? windowOf(unit, Math.max(1, window.hours / 24))
    : windowOf(unit, Math.min(MOST_HOURS, window.days * 24));
}

/** A class and a kind can have any name: scopes are told apart by all of what they are. */
function ScopeField({ cap, scenarios, onChange }: Omit<Props, 'fault'>) {
  const kinds = new Set(scenarios.map(({ messageKind }) => messageKind));
  if (cap.over.kind === 'message kind') kinds.add(cap.over.messageKind);
  const scopes: readonly CapScope[] = [
    { kind: 'all' },
    ...CAPPED_CHANNELS.map((channel) => ({ kind: 'channel', channel }) as const),
    ...PRIORITY_CLASSES.map((priorityClass) => ({ kind: 'class', priorityClass }) as const),
    ...[...kinds].map((messageKind) => ({ kind: 'message kind', messageKind }) as const),
  ];
  const byText = new Map(scopes.map((scope) => [textOf(scope), scope]));
  return (
    <ChoiceField
      label={t('priorities.over')}
      value={textOf(cap.over)}
      choices={[...byText.keys()]}
      inWords={(text) => scopeInWords(byText.get(text) ?? cap.over)}
      onChoose={(text) => {
        const over = byText.get(text) ?? cap.over;
        onChange({ ...cap, over, letPast: cap.letPast.filter((it) => isBound(over, it)) });
      }}
    />
  );
}

function textOf(scope: CapScope): string {
  switch (scope.kind) {
    case 'all':
      return 'all';
    case 'channel':
      return `channel ${scope.channel}`;
    case 'class':
      return `class ${scope.priorityClass}`;
    case 'message kind':
      return `kind ${scope.messageKind}`;
  }
}

/** A cap over one class that lets it past would count for nobody. */
function isBound(over: CapScope, priorityClass: PriorityClass): boolean {
  return over.kind !== 'class' || over.priorityClass !== priorityClass;
}

function PassingField({ cap, onChange }: Pick<Props, 'cap' | 'onChange'>) {
  const { letPast, over } = cap;
  const toggle = (priorityClass: PriorityClass) =>
    PRIORITY_CLASSES.filter((it) => letPast.includes(it) !== (it === priorityClass));
  // Over one class nothing else is held.
  if (over.kind === 'class') return null;
  return (
    <fieldset class="field cap-passing">
      <legend class="field-label">{t('priorities.letPast')}</legend>
      <div class="cap-classes">
        {PRIORITY_CLASSES.map((priorityClass) => {
          const passes = letPast.includes(priorityClass);
          return (
            <label key={priorityClass} class="choice">
              <input
                type="checkbox"
                checked={passes}
                disabled={!passes && letPast.length === PRIORITY_CLASSES.length - 1}
                onChange={() => onChange({ ...cap, letPast: toggle(priorityClass) })}
              />
              <span>{classInWords(priorityClass)}</span>
            </label>
          );
        })}
      </div>
      <span class="field-hint">{t('priorities.letPastHint')}</span>
    </fieldset>
  );
}

function Example({ cap }: Pick<Props, 'cap'>) {
  const example = capExample(cap);
  if (!example) return null;
  // Of no place in particular: the example is in UTC throughout.
  const format = new Intl.DateTimeFormat(locale(), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  const fill = {
    sent: listInWords(example.sent.map((at) => format.format(at))),
    next: format.format(example.next),
  };
  return (
    <p class="cap-example" role="status">
      <strong>{t('priorities.example')}</strong>{' '}
      {example.sent.length === 1
        ? t('priorities.exampleOne', fill)
        : t('priorities.exampleText', fill)}
    </p>
  );
}
