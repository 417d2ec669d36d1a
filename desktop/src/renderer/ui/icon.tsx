/** Drawn on a grid of 24 with round strokes, in the colour of the text beside them. */
const paths = {
  cross: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M16.2 16.2L20 20',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  erase: 'M9 6h11v12H9l-6-6zM12 9.5l5 5M17 9.5l-5 5',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z',
  receipt: 'M6 3.5h12v17l-3-2-3 2-3-2-3 2zM9 8.5h6M9 12.5h6',
  orders: 'M5 7h14M5 12h14M5 17h9',
  tables: 'M4 10h16M6 10V6h12v4M6.5 10v9M17.5 10v9',
  printer: 'M7 9V4h10v5M7 17H4v-8h16v8h-3M7 14h10v6H7z',
  note: 'M4 20l1-4L16 5l3 3L8 19zM13.5 7.5l3 3',
  cash: 'M3 7h18v10H3zM12 9.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4M6 10v4M18 10v4',
  card: 'M3 6h18v12H3zM3 10.5h18M6.5 15h4',
  gateway: 'M3 9h18v10H3zM3 13h18M8.5 5.5a5 5 0 0 1 7 0M10.7 7.2a2 2 0 0 1 2.6 0',
  wallet: 'M8 3h8v18H8zM11 17.5h2',
  exchange: 'M4 8h14M14 4l4 4-4 4M20 16H6M10 12l-4 4 4 4',
  keyboard: 'M3 7h18v11H3zM7 11h.01M11 11h.01M15 11h.01M8 14.5h8',
  language: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  discount: 'M19 5L5 19M7.5 5.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4M16.5 14.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4',
  chevron: 'M9 6l6 6-6 6',
  bell: 'M6 16.5h12l-1.5-2.5V10a4.5 4.5 0 0 0-9 0v4zM10.5 19.5h3M12 3.5v2',
  web: 'M4 5h16v14H4zM4 9h16M7 7h.01M9.5 7h.01',
  warning: 'M12 4l9 16H3zM12 10v4.5M12 17.2h.01',
  clock: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17M12 7.5V12l3 2',
} as const;
export type IconName = keyof typeof paths;

/** Always beside words or inside a labelled button, so it says nothing by itself. */
export function Icon({ name, size = 22 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.9"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  );
}
