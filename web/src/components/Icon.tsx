// Our own stroke icons on a 24-pixel grid. An icon is decoration: a word always stands beside it or names its button.
const PATHS = {
  inbox: 'M4 13l3-8h10l3 8v6H4zM4 13h5l1 2h4l1-2h5',
  scale: 'M12 4v16M7 20h10M4 7h16M6 7l-3 7h6zM18 7l-3 7h6z',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 15a3 3 0 100-6 3 3 0 000 6z',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  cube: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9',
  gear: 'M12 15a3 3 0 100-6 3 3 0 000 6zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2',
  chart: 'M4 4v16h16M8 16v-4M12 16V7M16 16v-6',
  person: 'M12 12a4 4 0 100-8 4 4 0 000 8zM4 21c1-5 4-7 8-7s7 2 8 7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  pen: 'M4 20l1-4L16 5l3 3L8 19z',
  cross: 'M6 6l12 12M18 6L6 18',
  warn: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  question: 'M9 9a3 3 0 115 2.2c-1.2.9-2 1.5-2 2.8M12 17.5v.5M12 21a9 9 0 100-18 9 9 0 000 18z',
  dash: 'M6 12h12',
  search: 'M10.5 17a6.5 6.5 0 100-13 6.5 6.5 0 000 13zM15.5 15.5L20 20',
  upload: 'M12 16V4M7 9l5-5 5 5M4 16v4h16v-4',
  download: 'M12 4v12M7 11l5 5 5-5M4 20h16',
  left: 'M15 5l-7 7 7 7',
  right: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  up: 'M5 15l7-7 7 7',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  page: 'M6 3h8l4 4v14H6zM14 3v4h4',
  text: 'M5 6h14M5 10h14M5 14h9M5 18h11',
  hand: 'M4 20l1-4L16 5l3 3L8 19zM14 20h6',
  info: 'M12 21a9 9 0 100-18 9 9 0 000 18zM12 11v6M12 7.5v.5',
  undo: 'M8 5L4 9l4 4M4 9h9a6 6 0 010 12h-3',
  turn: 'M19.5 14.5a8 8 0 11-1.9-8.2L21 9.5M21 4.5v5h-5',
  keyboard: 'M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 15h8',
  shield: 'M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6z',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg className={className ? `icon ${className}` : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
