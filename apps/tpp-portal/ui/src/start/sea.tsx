import type { ReactElement } from 'react';
import classes from './start-page.module.css';

const depths = [
  'M-10 46C60 22 110 58 186 44S300 14 372 28S500 52 566 40S660 16 700 22V150H-10Z',
  'M-10 74C56 54 112 86 190 72S306 46 378 58S506 78 572 68S662 48 700 54V150H-10Z',
  'M-10 104C66 86 122 114 200 102S316 80 388 90S514 106 580 98S664 82 700 86V150H-10Z',
] as const;

/** Depths and a bank of sand, as a chart draws them: decoration below the course. */
export function Sea(): ReactElement {
  return (
    <svg
      className={classes.sea}
      viewBox="0 0 690 130"
      preserveAspectRatio="xMaxYMax slice"
      aria-hidden="true"
      focusable="false"
    >
      {depths.map((line, index) => (
        <path key={line} d={line} fill={`var(--shoal-${index + 1})`} stroke="var(--contour)" />
      ))}
      <path
        d="M440 70C486 48 560 52 596 66S560 90 506 90S420 82 440 70Z"
        fill="var(--land)"
        stroke="var(--land-line)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeDasharray="0.1 5"
      />
      <circle cx="648" cy="72" r="3" fill="var(--ink)" />
      <path d="M648 72q10 -13 26 -17q-8 16 -26 17z" fill="var(--flare)" />
    </svg>
  );
}
