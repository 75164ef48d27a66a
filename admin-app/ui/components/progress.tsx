import './progress.css';

interface Props {
  readonly label: string;
  /** 0–1; null while nobody knows. */
  readonly share: number | null;
}

export function Progress({ label, share }: Props) {
  const known = share === null ? {} : { value: Math.min(1, share), max: 1 };
  return (
    <progress class={share === 1 ? 'progress done' : 'progress'} aria-label={label} {...known} />
  );
}
