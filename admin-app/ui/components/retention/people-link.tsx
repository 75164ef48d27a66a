import type { ComponentChildren } from 'preact';
import { useLocation } from 'preact-iso';
import { type PeopleChoice, writePeople } from '../../models/retention.ts';
import { to } from '../../navigation.ts';

interface Props {
  readonly choice: PeopleChoice;
  /** What it says to those who hear it away from its table. */
  readonly label: string;
  readonly class?: string;
  readonly style?: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

/** A figure that opens its customers; the address keeps what the page shows. */
export function PeopleLink({ choice, label, children, ...rest }: Props) {
  const { path, query } = useLocation();
  return (
    <a {...rest} href={to(path, { ...query, open: writePeople(choice) })} aria-label={label}>
      {children}
    </a>
  );
}
