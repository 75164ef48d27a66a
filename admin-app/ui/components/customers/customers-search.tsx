import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../language/t.ts';
import { setQuery } from '../../navigation.ts';
import { textOf } from '../field.tsx';
import { Icon } from '../icon.tsx';
import './customers.css';

const PAUSE_MS = 180;

/**
 * Searches among everybody when typing pauses, or at once with Enter; the field follows the address, so that "back"
 * changes it too.
 */
export function CustomersSearch({ text }: { readonly text: string }) {
  const [typed, setTyped] = useState(text);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const asked = useRef(text);
  useEffect(() => {
    // What was asked for here comes back while more is typed already.
    if (text.trim() !== asked.current) setTyped(text);
    asked.current = text;
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  function ask(search: string): void {
    clearTimeout(timer.current);
    asked.current = search;
    setQuery({ search, ...(search !== '' && { list: 'all' }) });
  }
  return (
    <search class="search">
      <Icon name="search" size={18} />
      <input
        class="control"
        type="search"
        autocomplete="off"
        enterkeyhint="search"
        aria-label={t('customer.find')}
        placeholder={t('customer.find')}
        value={typed}
        onInput={(event) => {
          const next = textOf(event);
          setTyped(next);
          clearTimeout(timer.current);
          timer.current = setTimeout(() => ask(next.trim()), PAUSE_MS);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') ask(textOf(event).trim());
        }}
      />
    </search>
  );
}
