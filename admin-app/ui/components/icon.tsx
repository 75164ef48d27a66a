/** Our own line icons on a 20 × 20 grid; decoration, never the only sign of a meaning. */
const PATHS = {
  home: 'M3.5 9.2 10 3.8l6.5 5.4M5.2 8v8.2h9.6V8',
  customers:
    'M7.4 9.6a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.4 16.4c.4-2.8 2.4-4.4 5-4.4s4.6 1.6 5 4.4M13 4a2.8 2.8 0 0 1 0 5.3M14.8 12.4c1.6.6 2.6 2 2.8 4',
  segments: 'M10 3.2a6.8 6.8 0 1 0 6.8 6.8H10zM12.8 3.4a6.8 6.8 0 0 1 3.8 3.8h-3.8z',
  phone: 'M6.5 2.8h7v14.4h-7zM9.2 14.8h1.6',
  more: 'M4.5 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4ZM10 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4ZM15.5 9.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4Z',
  copy: 'M7.5 7.5h8.5V16H7.5zM12.5 7.5V4H4v8.5h3.5',
  archive: 'M3 4h14v3.5H3zM4.2 7.5V16h11.6V7.5M8 10.5h4',
  download: 'M10 3.5v9M6 8.8l4 4 4-4M4 16.5h12',
  group: 'M4 4h5v5H4zM11 11h5v5h-5zM9 6.5h4.5V11',
  scenarios: 'M10 3v3.6M10 6.6h-4.5v4M10 6.6h4.5v4M3 10.6h5v5H3zM12 10.6h5v5h-5z',
  onSite: 'M3 4.5h14v11H3zM3 7.7h14M5.2 6.1h.01M11 10.3h4v3.2h-4z',
  settings:
    'M3 6h7.5M14.5 6H17M3 14h2.5M9.5 14H17M12.5 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7.5 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  mail: 'M3 5h14v10.5H3zM3.3 5.6 10 11l6.7-5.4',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.2l2.8 1.7',
  reaction:
    'M3.5 10.5 5 5.2h10l1.5 5.3v4.3h-13zM3.5 10.5h3.8c.2 1.5 1.2 2.3 2.7 2.3s2.5-.8 2.7-2.3h3.8',
  start: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM8.4 7.2v5.6l4.4-2.8z',
  exit: 'M11.5 4H4v12h7.5M8.5 10H17M14 7l3 3-3 3',
  check: 'M4.5 10.5 8.3 14.2 15.7 6.3',
  alert: 'M10 3.5 17.5 16.5h-15zM10 8.3v3.7M10 14.2v.1',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.2v4.3M10 6.6v.1',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13.2 13.2 17 17',
  close: 'M5 5l10 10M15 5 5 15',
  up: 'M10 16V4.5M5.5 8.8 10 4.3l4.5 4.5',
  down: 'M10 4v11.5M5.5 11.2 10 15.7l4.5-4.5',
  remove: 'M4 6h12M8 6V4h4v2M5.5 6l.7 10h7.6l.7-10M8.5 9v4M11.5 9v4',
  add: 'M10 4.5v11M4.5 10h11',
  undo: 'M7 4 3.5 7.5 7 11M3.5 7.5H12a4.5 4.5 0 0 1 0 9H8.5',
  redo: 'M13 4l3.5 3.5L13 11M16.5 7.5H8a4.5 4.5 0 0 0 0 9h3.5',
  back: 'M12.5 4.5 7 10l5.5 5.5',
  next: 'M7.5 4.5 13 10l-5.5 5.5',
  order: 'M4.5 7h11l.8 9.5H3.7zM7 9V6a3 3 0 0 1 6 0v3',
  machine: 'M4.5 7.5h11v8.5h-11zM10 7.5V4M8 11.2v.8M12 11.2v.8M8.5 4h3',
  staff: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM4 16.5c.5-3 2.9-4.8 6-4.8s5.5 1.8 6 4.8',
  play: 'M6.5 4.5v11l9-5.5z',
  pause: 'M7 5v10M13 5v10',
  sync: 'M4 9a6.2 6.2 0 0 1 10.8-3L16.5 8M16.5 4v4h-4M16 11a6.2 6.2 0 0 1-10.8 3L3.5 12M3.5 16v-4h4',
  chart: 'M3.5 16.5h13M5.5 16.5V11M10 16.5V5M14.5 16.5V8.5',
  results: 'M3.5 13.5 8 9l3.2 3.2L16.5 6M12.5 6h4v4M3.5 16.8h13',
  launch: 'M3.5 8.5v3l2.5.5 1 4h2l-.8-3.7L15.5 15V5L6 8z',
  gift: 'M4 9.5h12v7H4zM3 6.5h14v3H3zM10 6.5v10M10 6.5c-4 0-4-3.5-2-3.5 1.5 0 2 2 2 3.5Zm0 0c4 0 4-3.5 2-3.5-1.5 0-2 2-2 3.5Z',
  globe:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3 10h14M10 3c2.2 2 3.2 4.3 3.2 7s-1 5-3.2 7c-2.2-2-3.2-4.3-3.2-7S7.8 5 10 3Z',
  door: 'M5 17V3.5h8V17M3 17h14M10.5 10v.8',
  eye: 'M2.5 10c1.8-3.3 4.3-5 7.5-5s5.7 1.7 7.5 5c-1.8 3.3-4.3 5-7.5 5s-5.7-1.7-7.5-5ZM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z',
  sms: 'M3.5 4.5h13v9H9l-3.5 3v-3h-2zM7 9h.01M10 9h.01M13 9h.01',
  bell: 'M5 14V9.2a5 5 0 0 1 10 0V14l1.5 1.2h-13zM8.5 17.2h3',
  branch:
    'M10 3v4M10 7 4.5 12.5V17M10 7l5.5 5.5V17M4.5 17l-1.8-2M4.5 17l1.8-2M15.5 17l-1.8-2M15.5 17l1.8-2',
  split: 'M3 10h3.5L12 4.5h4.5M6.5 10l5.5 5.5h4.5M14 2l2.5 2.5L14 7M14 13l2.5 2.5L14 18',
  tag: 'M3.5 4h6L17 11.5 11.5 17 3.5 9.5zM7 7.5v.1',
  move: 'M10 3v14M3 10h14M10 3 8 5M10 3l2 2M10 17l-2-2M10 17l2-2M3 10l2-2M3 10l2 2M17 10l-2-2M17 10l-2 2',
  minus: 'M4.5 10h11',
  fit: 'M3.5 7V3.5H7M13 3.5h3.5V7M16.5 13v3.5H13M7 16.5H3.5V13',
  history: 'M4 10a6 6 0 1 0 1.8-4.3L3.5 8M3.5 4v4h4M10 6.8V10l2.2 1.4',
  external: 'M8 4.5H4.5v11h11V12M11.5 3.8h4.7v4.7M15.8 4.2 9.5 10.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      stroke-width="1.5"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
