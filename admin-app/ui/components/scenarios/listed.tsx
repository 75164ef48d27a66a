import type { ComponentChildren } from 'preact';
import { to } from '../../navigation.ts';
import '../table.css';
import './scenarios.css';

interface Props {
  readonly path: string;
  readonly name: string;
  readonly badge: ComponentChildren;
  /** A line on how it stands. */
  readonly about: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** One scenario or campaign in the list of them, with its figures beside it. */
export function Listed({ path, name, badge, about, children }: Props) {
  return (
    <li>
      <div class="stack tight">
        <span class="row">
          <a class="row-link" href={to(path)}>
            {name}
          </a>
          {badge}
        </span>
        <span class="small soft">{about}</span>
      </div>
      {children}
    </li>
  );
}

/** A few figures side by side, each under its name. */
export function Figures({ of }: { readonly of: Readonly<Record<string, string>> }) {
  return (
    <dl class="scenario-figures">
      {Object.entries(of).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
