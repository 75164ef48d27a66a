import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { OnSiteMessage } from '../../../core/priority/on-site.ts';
import { t } from '../../language/t.ts';
import {
  type PreviewColours,
  previewDocument,
  USUAL_COLOURS,
} from '../../models/on-site-preview.ts';
import './on-site.css';

const WIDGET_PATH = '/assets/widget/rondo.js';
const COLOURS_KEY = 'rondo on-site colours';
const DEVICES = ['phone', 'desktop'] as const;
type Device = (typeof DEVICES)[number];
/** In CSS pixels, as such devices have them; the frame makes the whole smaller. */
const SIZES: Readonly<Record<Device, { readonly width: number; readonly height: number }>> = {
  phone: { width: 375, height: 723 },
  desktop: { width: 1120, height: 770 },
};

interface Props {
  readonly message: OnSiteMessage | null;
  readonly language: string;
}

/** The real widget on a sketch of the shop, as a phone and as a desktop show it, in colours to try. */
export function ShopFrame({ message, language }: Props) {
  const [device, setDevice] = useState<Device>('phone');
  const [colours, setColours] = useState(readColours);
  const screen = useRef<HTMLDivElement>(null);
  const width = useWidth(screen.current, device);
  const change = (next: PreviewColours) => {
    setColours(next);
    keepColours(next);
  };
  const page = useMemo(
    () => previewDocument({ message, colours, language, labels: labels(), widgetUrl: widgetUrl() }),
    [JSON.stringify(message), colours, language],
  );
  return (
    <section class="onsite-preview" aria-label={t('onSite.preview')}>
      <div class="row spread">
        <h2>{t('onSite.preview')}</h2>
        <fieldset class="onsite-devices">
          <legend class="visually-hidden">{t('onSite.preview.device')}</legend>
          {DEVICES.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="onsite-device"
                checked={device === each}
                onChange={() => setDevice(each)}
              />
              <span>{t(`onSite.preview.${each}`)}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <div class={`onsite-device ${device}`}>
        <div class="onsite-screen" ref={screen} style={`--scale:${width / SIZES[device].width}`}>
          {/* A document of its own without our origin: what it runs can reach nothing of the admin. */}
          <iframe
            key={page}
            title={t('onSite.preview.frame')}
            sandbox="allow-scripts"
            srcDoc={page}
            tabIndex={-1}
            {...SIZES[device]}
          />
          {!message && <p class="onsite-nothing">{t('onSite.preview.nothing')}</p>}
        </div>
      </div>
      <div class="onsite-colours">
        <Colour
          label={t('onSite.preview.background')}
          value={colours.background}
          onInput={(background) => change({ ...colours, background })}
        />
        <Colour
          label={t('onSite.preview.accent')}
          value={colours.accent}
          onInput={(accent) => change({ ...colours, accent })}
        />
      </div>
      <p class="small soft">{t('onSite.preview.colours')}</p>
    </section>
  );
}

/** The width an element has now, in CSS pixels. */
function useWidth(element: HTMLElement | null, device: Device): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element) {
      setWidth(1);
      return;
    }
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element, device]);
  return width;
}

interface ColourProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
}

function Colour({ label, value, onInput }: ColourProps) {
  return (
    <label class="onsite-colour">
      <input type="color" value={value} onInput={(event) => onInput(event.currentTarget.value)} />
      {label}
    </label>
  );
}

/** Absolute: a sandboxed document has no address of its own. */
function widgetUrl(): string {
  return new URL(WIDGET_PATH, location.origin).href;
}

function labels() {
  return {
    sample: t('onSite.preview.sample'),
    region: t('onSite.preview.region'),
    close: t('onSite.preview.close'),
    copy: t('onSite.preview.copy'),
    copied: t('onSite.preview.copied'),
    days: t('onSite.preview.days'),
  };
}

/** Kept in this browser: what a theme uses, an app is not told. */
function readColours(): PreviewColours {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(COLOURS_KEY) ?? '');
    const { background, accent } = (kept ?? {}) as Readonly<Record<string, unknown>>; // read field by field below
    return isColour(background) && isColour(accent) ? { background, accent } : USUAL_COLOURS;
  } catch {
    return USUAL_COLOURS; // Nothing kept, not ours, or storage is blocked.
  }
}

function isColour(value: unknown): value is string {
  return typeof value === 'string' && /^#[0-9a-f]{6}$/i.test(value);
}

function keepColours(colours: PreviewColours): void {
  try {
    localStorage.setItem(COLOURS_KEY, JSON.stringify(colours));
  } catch {
    // Storage is blocked: they hold until the page is left.
  }
}
