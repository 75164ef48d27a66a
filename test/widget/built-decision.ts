/** The built widget's decision without a browser: the asset as it is, in a page of which only what it touches is there. */
import { createContext, Script } from 'node:vm';

interface Box {
  readonly name: string;
  textContent: string;
  readonly children: Box[];
}

export interface BuiltDecision {
  /** The title that shows on a page with this data and what the browser has kept, or null. */
  decide(data: unknown, kept: unknown): string | null;
}

/** `now`: epoch milliseconds at which every page is viewed. */
export function openBuiltDecision(code: string, now: number): BuiltDecision {
  const script = new Script(code);
  let data = '';
  let kept: string | null = null;
  let timers: (() => void)[] = [];
  let Defined: (new () => { connectedCallback(): void } & Box) | undefined;
  const page = createContext({
    Date: class extends Date {
      static override now = () => now;
    },
    HTMLElement: class extends ShownBox {
      constructor() {
        super('rondo-message');
      }
    },
    customElements: {
      define: (_: string, defined: typeof Defined) => {
        Defined = defined;
      },
    },
    document: {
      hidden: false,
      activeElement: null,
      querySelector: (selector: string) =>
        selector === '#rondo-data' ? { textContent: data } : null,
      querySelectorAll: () => [],
      createElement: (name: string) => new ShownBox(name),
      addEventListener: () => {},
    },
    localStorage: { getItem: () => kept, setItem: () => {}, removeItem: () => {} },
    navigator: { onLine: true },
    addEventListener: () => {},
    setTimeout: (run: () => void) => timers.push(run),
  });
  page.window = page;
  return {
    decide(given, history) {
      data = JSON.stringify(given);
      kept = history === null ? null : JSON.stringify(history);
      timers = [];
      script.runInContext(page);
      if (!Defined) throw new Error('The script defines no element');
      const host = new Defined();
      host.connectedCallback();
      for (const run of timers) run();
      return titleIn(host);
    },
  };
}

/** As much of an element as the widget asks for. */
class ShownBox implements Box {
  readonly name: string;
  readonly children: Box[] = [];
  readonly style = {};
  textContent = '';
  className = '';
  constructor(name: string) {
    this.name = name;
  }
  get firstChild(): Box | undefined {
    return this.children[0];
  }
  appendChild(child: Box): Box {
    this.children.push(child);
    return child;
  }
  attachShadow(): ShownBox {
    this.children.push(new ShownBox('shadow'));
    return this.children[0] as ShownBox; // pushed above
  }
  addEventListener(): void {}
}

function titleIn({ name, textContent, children }: Box): string | null {
  if (name === 'b') return textContent;
  for (const child of children) {
    const title = titleIn(child);
    if (title !== null) return title;
  }
  return null;
}
