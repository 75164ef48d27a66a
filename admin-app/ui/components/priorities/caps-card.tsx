import { useState } from 'preact/hooks';
import { MOST_CAPS, type PlacedScenario } from '../../../contract/priorities.ts';
import type { Cap } from '../../../core/priority/caps.ts';
import { capInWords } from '../../language/priorities/cap-words.ts';
import { t } from '../../language/t.ts';
import { Button } from '../button.tsx';
import { Card } from '../card.tsx';
import { CapFields } from './cap-fields.tsx';

interface Props {
  readonly caps: readonly Cap[];
  readonly scenarios: readonly PlacedScenario[];
  /** What the server said about one of them, by its place. */
  readonly faultAt: (place: number) => string | null;
  readonly onChange: (caps: readonly Cap[]) => void;
}

const NEW_CAP: Cap = {
  max: 3,
  window: { kind: 'local days', days: 7 },
  over: { kind: 'all' },
  letPast: ['ad hoc'],
};

/** Every cap as a sentence; one at a time opens to be changed. */
export function CapsCard({ caps, scenarios, faultAt, onChange }: Props) {
  const [open, setOpen] = useState<number | null>(null);
  const replace = (place: number, cap: Cap) => onChange(caps.with(place, cap));
  function remove(place: number): void {
    setOpen(null);
    onChange(caps.toSpliced(place, 1));
  }
  function add(): void {
    setOpen(caps.length);
    onChange([...caps, NEW_CAP]);
  }
  return (
    <Card title={t('priorities.caps')}>
      <div class="stack">
        <p class="soft">{t('priorities.capsText')}</p>
        {caps.length === 0 ? (
          <div class="no-caps">
            <strong>{t('priorities.noCaps')}</strong>
            <span class="soft small">{t('priorities.noCapsText')}</span>
          </div>
        ) : (
          <ul class="place-list">
            {caps.map((cap, place) => (
              <li key={place}>
                <CapLine
                  cap={cap}
                  isOpen={open === place}
                  onToggle={() => setOpen(open === place ? null : place)}
                  onRemove={() => remove(place)}
                />
                {(open === place || faultAt(place) !== null) && (
                  <CapFields
                    cap={cap}
                    scenarios={scenarios}
                    fault={faultAt(place)}
                    onChange={(changed) => replace(place, changed)}
                  />
                )}
              </li>
            ))}
          </ul>
        )}
        <div>
          <Button icon="add" onClick={add} disabled={caps.length >= MOST_CAPS}>
            {t('priorities.addCap')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

interface LineProps {
  readonly cap: Cap;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onRemove: () => void;
}

function CapLine({ cap, isOpen, onToggle, onRemove }: LineProps) {
  const words = capInWords(cap);
  return (
    <div class="place-line">
      <span class="place-name">{words}</span>
      <span class="row">
        <button
          type="button"
          class="button compact"
          aria-expanded={isOpen}
          aria-label={isOpen ? undefined : t('priorities.editCap', { cap: words })}
          onClick={onToggle}
        >
          {isOpen ? t('priorities.done') : t('priorities.change')}
        </button>
        <Button
          kind="plain"
          compact
          icon="remove"
          label={t('priorities.removeCap', { cap: words })}
          onClick={onRemove}
        />
      </span>
    </div>
  );
}
