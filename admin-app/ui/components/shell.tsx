import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { t } from '../language/t.ts';
import { question } from '../models/unsaved.ts';
import { to } from '../navigation.ts';
import './shell.css';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { Icon, type IconName } from './icon.tsx';

interface Place {
  readonly path: string;
  readonly label: `nav.${'home' | 'customers' | 'segments' | 'predictions' | 'results' | 'scenarios' | 'campaigns' | 'onSite' | 'settings'}`;
  readonly icon: IconName;
  /** Another page that belongs to it. */
  readonly also?: string;
}

const PLACES: readonly Place[] = [
  { path: '/', label: 'nav.home', icon: 'home' },
  { path: '/customers', label: 'nav.customers', icon: 'customers' },
  { path: '/segments', label: 'nav.segments', icon: 'segments' },
  { path: '/predictions', label: 'nav.predictions', icon: 'chart' },
  { path: '/results', label: 'nav.results', icon: 'results' },
  { path: '/scenarios', label: 'nav.scenarios', icon: 'scenarios' },
  { path: '/campaigns', label: 'nav.campaigns', icon: 'launch', also: '/calendar' },
  { path: '/on-site', label: 'nav.onSite', icon: 'onSite' },
  { path: '/settings', label: 'nav.settings', icon: 'settings' },
];

/** The frame of all pages: the way between them (ours, or the admin's), and the question before leaving unsaved. */
export function Shell({
  hostNavigates,
  children,
}: {
  readonly hostNavigates: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <>
      <a class="skip-link" href="#content">
        {t('nav.skip')}
      </a>
      {hostNavigates ? <HostNavigation /> : <OwnNavigation />}
      <main id="content" tabIndex={-1} data-quiet-focus>
        {children}
      </main>
      <LeaveQuestion />
    </>
  );
}

/** The admin reads these links and shows them in its own sidebar; the first one is the app itself. */
function HostNavigation() {
  return (
    <s-app-nav>
      {PLACES.map(({ path, label }) => (
        <a key={path} href={path} {...(path === '/' && { rel: 'home' })}>
          {t(label)}
        </a>
      ))}
    </s-app-nav>
  );
}

function OwnNavigation() {
  const { path } = useLocation();
  const nav = useRef<HTMLElement>(null);
  useEffect(() => {
    const current = nav.current?.querySelector('[aria-current]');
    current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [path]);
  return (
    <header class="top-nav">
      <a class="brand" href={to('/')}>
        <Mark />
        Rondo
      </a>
      <nav ref={nav} aria-label={t('nav.label')}>
        {PLACES.map((place) => (
          <a
            key={place.path}
            href={to(place.path)}
            aria-current={leadsTo(place, path) ? 'page' : undefined}
          >
            <Icon name={place.icon} size={18} />
            {t(place.label)}
          </a>
        ))}
      </nav>
    </header>
  );
}

function leadsTo({ path: place, also }: Place, path: string): boolean {
  if (place === '/' || path === '/') return path === place;
  return path === place || path === also || path.startsWith(`${place}/`);
}

/** Round, and back to where it began. */
export function Mark({ size = 24 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path
        d="M19.2 7.5A8.5 8.5 0 1 0 20.5 12"
        stroke="currentColor"
        stroke-width="2.6"
        stroke-linecap="round"
      />
      <circle cx="12" cy="12" r="3.2" fill="var(--due)" />
    </svg>
  );
}

function LeaveQuestion() {
  const asked = question.value;
  if (!asked) return null;
  return (
    <Dialog
      title={t('unsaved.question')}
      onClose={() => asked.answer(false)}
      actions={
        <>
          <Button onClick={() => asked.answer(false)}>{t('unsaved.stay')}</Button>
          <Button kind="danger" onClick={() => asked.answer(true)}>
            {t('unsaved.leave')}
          </Button>
        </>
      }
    >
      <p class="soft">{t('unsaved.text')}</p>
    </Dialog>
  );
}
