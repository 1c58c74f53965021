import type { ReactElement } from 'react';

const paths = {
  check: 'M4.5 10.5l3.6 3.6L15.5 6.5',
  cross: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  menu: 'M3.5 6h13M3.5 10h13M3.5 14h13',
  key: 'M12.5 3.5a4 4 0 1 0 0 8a4 4 0 0 0 0-8M9.6 10.4L3.5 16.5M5.5 14.5l2 2',
  copy: 'M7.5 7.5h8v8h-8zM4.5 12.5v-8h8',
  search: 'M8.75 3.5a5.25 5.25 0 1 0 0 10.5a5.25 5.25 0 0 0 0-10.5M12.7 12.7l4 4',
  sun: 'M10 6.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7M10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1',
  moon: 'M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3z',
} as const;

/** A small drawn sign; the words beside it, or the label of its button, carry the meaning. */
export function Icon({ of, size = 18 }: { of: keyof typeof paths; size?: number }): ReactElement {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[of]} />
    </svg>
  );
}
