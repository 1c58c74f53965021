import type { ReactElement } from 'react';

/** The mark of the sandbox: a bank of sand between two waves. */
export function SandbankMark(): ReactElement {
  return (
    <svg width="28" height="28" viewBox="0 0 24 24" fill="none" strokeLinecap="round" aria-hidden>
      <g stroke="currentColor" strokeWidth="1.6">
        <path d="M2 9q2.5-2.5 5 0t5 0t5 0t5 0" />
        <path d="M2 19q2.5-2.5 5 0t5 0t5 0t5 0" />
      </g>
      <path
        stroke="var(--land-line)"
        strokeWidth="2.2"
        strokeDasharray="0.1 3.4"
        d="M4 14.5Q12 9.5 20 14.5"
      />
    </svg>
  );
}
