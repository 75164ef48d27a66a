import { Mark } from '../components/shell.tsx';
import { t } from '../language/t.ts';
import './outside.css';

/** Shown when the app was opened by its own address, where no admin can say who is asking. */
export function OutsidePage() {
  return (
    <main class="outside">
      <Mark size={56} />
      <h1>{t('outside.title')}</h1>
      <p>{t('outside.text')}</p>
    </main>
  );
}
