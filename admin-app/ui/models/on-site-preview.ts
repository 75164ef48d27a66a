/** A sketch of a shop's page with the real widget in it, as a document of its own. Pure. */
import type { OnSiteMessage } from '../../core/priority/on-site.ts';

export interface PreviewColours {
  readonly background: string;
  readonly accent: string;
}

/** As the theme block has them unless the merchant chooses others. */
export const USUAL_COLOURS: PreviewColours = { background: '#ffffff', accent: '#1d3b36' };

export interface PreviewPage {
  /** Null shows the shop alone. */
  readonly message: OnSiteMessage | null;
  readonly colours: PreviewColours;
  readonly language: string;
  readonly labels: {
    readonly sample: string;
    readonly region: string;
    readonly close: string;
    readonly copy: string;
    readonly copied: string;
    readonly days: string;
  };
  /** Where the app serves the built widget. */
  readonly widgetUrl: string;
}

/** The document; its data has the names of `PageData` in storefront-widget. */
export function previewDocument(page: PreviewPage): string {
  const { message, language, widgetUrl } = page;
  const widget =
    message === null
      ? ''
      : `<script type="application/json" id="rondo-data">${jsonForHtml(dataOf(page, message))}</script>
<rondo-message style="${styleOf(page.colours)}"></rondo-message><script src="${widgetUrl}"></script>`;
  return `<!doctype html><html lang="${language.replace(/[^\w-]/g, '')}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>.</title><style>${SHOP_STYLES}</style></head>
<body><header><i></i><nav><i></i><i></i><i></i></nav></header><main><div class="hero"></div>
${message?.form === 'slot' ? SLOT : ''}<div class="tiles">${'<div><b></b><i></i><i></i></div>'.repeat(6)}</div></main>${widget}</body></html>`;
}

function dataOf(
  { language, labels }: PreviewPage,
  { pages: _pages, visitors: _visitors, arm: _arm, ...message }: OnSiteMessage,
): unknown {
  const { sample, region, close, copy, copied, days } = labels;
  return {
    messages: [message],
    ...{ customer: null, facts: null, language, pageType: 'index', path: '/' },
    ...{ preview: sample, proxyPath: '', labels: [region, close, copy, copied, days] },
    corner: 'end',
  };
}

/** A place of the theme with height kept free, as `extension/theme/blocks/rondo-slot.liquid` prints it. */
const SLOT = '<div data-rondo-slot style="height:170px;overflow:auto"></div>';

/** The colours as `extension/theme/blocks/rondo.liquid` prints them. */
function styleOf({ background, accent }: PreviewColours): string {
  const colours = { fill: background, ink: inkOn(background), accent, 'accent-ink': inkOn(accent) };
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}:${colour.replace(/[^#\w]/g, '')}`)
    .join(';');
}

/** Black or white, whichever reads better: at a relative luminance of 0.179 both read alike. */
function inkOn(colour: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
    .map((share) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.179 ? '#fff' : '#000';
}

/** What stands in a script must not end it. */
function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

const SHOP_STYLES = `
*{box-sizing:border-box}html{height:100%}body{margin:0;min-height:100%;background:#faf9f7;font:15px/1.5 system-ui,sans-serif;color:#2b2a28}
i,b,.hero{display:block;background:#e9e6e1;border-radius:4px}header{display:flex;align-items:center;justify-content:space-between;padding:16px 5%;background:#fff;border-bottom:1px solid #ece9e4}
header>i{width:92px;height:16px;background:#cfcac2}nav{display:flex;gap:14px}nav i{width:34px;height:8px}
main{padding:20px 5% 60px}.hero{height:150px;margin-bottom:20px;border-radius:8px;background:linear-gradient(120deg,#e6e1d9,#d6d0c6)}
.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(130px,1fr));gap:18px}.tiles b{aspect-ratio:4/5;margin-bottom:8px;border-radius:6px}
.tiles i{height:8px;width:70%;margin-bottom:6px}.tiles i+i{width:38%}`;
