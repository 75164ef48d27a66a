import { useState } from 'preact/hooks';
import type { Host } from '../../host/host.ts';
import { t } from '../../language/t.ts';
import { asFailure } from '../../models/resource.ts';
import { saveFile } from '../../save-file.ts';
import { useServices } from '../../services.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { type Item, Menu } from '../menu.tsx';
import { failureInWords } from '../notice.tsx';

export interface ExportChoice {
  readonly label: string;
  /** Of the server. */
  readonly path: string;
  readonly fileName: string;
}

/** What can be done with the page as it is shown: passed on, exported, printed. */
export function ResultsActions({ exports }: { readonly exports: readonly ExportChoice[] }) {
  const { host } = useServices();
  const [byHand, setByHand] = useState<string | null>(null);
  const save = useExport();
  async function copy(): Promise<void> {
    const link = linkInside(host);
    try {
      await navigator.clipboard.writeText(link);
      host.toast(t('results.linkCopied'));
    } catch {
      // A frame may not be allowed to.
      setByHand(link);
    }
  }
  const items = exports.map(
    (each): Item => ({ label: each.label, icon: 'download', onChoose: () => void save(each) }),
  );
  return (
    <div class="results-actions">
      <Button icon="copy" onClick={() => void copy()}>
        {t('results.copyLink')}
      </Button>
      <Menu label={t('results.export')} icon="download" items={items} />
      <Button onClick={() => print()}>{t('results.print')}</Button>
      {byHand !== null && (
        <Dialog title={t('results.linkByHand')} onClose={() => setByHand(null)}>
          <p class="soft">{t('results.linkText')}</p>
          <input
            class="control"
            readOnly
            aria-label={t('results.linkByHand')}
            value={byHand}
            onFocus={(event) => event.currentTarget.select()}
          />
        </Dialog>
      )}
    </div>
  );
}

/** The page's address within the shop's admin, which works for whoever may open the app there. */
function linkInside({ apiKey }: Host): string {
  const url = new URL(location.href);
  const host = url.searchParams.get('host');
  for (const name of ['shop', 'host', 'embedded', 'locale', 'frame']) url.searchParams.delete(name);
  if (host === null) return url.href;
  const admin = atob(host.replaceAll('-', '+').replaceAll('_', '/'));
  return `https://${admin}/apps/${apiKey}${url.pathname}${url.search}`;
}

/** Fetches a file and has the browser save it; says so where that fails. */
export function useExport(): (choice: ExportChoice) => Promise<void> {
  const { api, host } = useServices();
  return async ({ path, fileName }) => {
    try {
      saveFile(await api.download(path), fileName);
    } catch (error) {
      const [title, text] = failureInWords(asFailure(error));
      host.toast(`${title}: ${text}`, 'problem');
    }
  };
}
