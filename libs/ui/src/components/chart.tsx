import type { ReactElement } from 'react';
import { coastLine, depthLines, sandLine } from './chart-lines.js';

const depths: readonly (readonly [x: number, y: number, metres: number])[] = [
  [180, 166, 9],
  [150, 268, 7],
  [228, 132, 5],
  [126, 296, 7],
  [30, 338, 3],
  [262, 352, 8],
  [258, 318, 6],
  [300, 372, 2],
  [198, 458, 4],
  [318, 292, 2],
];

// One text element for all, each figure at a place of its own. The spaces between (they take a place too) keep
// the figures from reading as one number to whoever searches the page's text for a code.
const soundings = {
  text: depths.map(([, , metres]) => metres).join(' '),
  x: depths.map(([x]) => `${String(x)} ${String(x)}`).join(' '),
  y: depths.map(([, y]) => `${String(y)} ${String(y)}`).join(' '),
};

/** A nautical chart of a harbour with a sandbank before it: decoration, silent to a screen reader. */
export function Chart(): ReactElement {
  return (
    <svg
      className="chart"
      viewBox="0 0 440 500"
      preserveAspectRatio="xMinYMax slice"
      aria-hidden="true"
      focusable="false"
    >
      {depthLines.map((line, index) => (
        <path key={line} className={`chart-depth-${String(index)}`} d={line} />
      ))}
      <path className="chart-sand" d={sandLine} />
      <path className="chart-coast" d={coastLine} />
      <path
        className="chart-mole"
        d="M157 372C160 352 176 342 194 344M246 398C236 384 228 372 216 364"
      />
      <path className="chart-course" d="M206 404C198 366 236 306 300 262S392 200 452 168" />
      <path className="chart-boat" d="M200 402q6 -9 12 0q-1 8 -6 12q-5 -4 -6 -12z" />
      <circle className="chart-rose" cx="82" cy="196" r="38" />
      <circle className="chart-rose chart-rose-ring" cx="82" cy="196" r="32" />
      <path className="chart-needle" d="M82 146v24m-5 -15l5 -9l5 9" />
      <path className="chart-flare" d="M194 344q-14 -13 -34 -18q11 17 34 18z" />
      <circle className="chart-light" cx="194" cy="344" r="3.2" />
      <text className="chart-lettering" transform="rotate(-25 286 188)" x="261" y="192">
        Sandbank
      </text>
      <text className="chart-lettering" x="112" y="322">
        Fl.5s
      </text>
      <text className="chart-lettering" x={soundings.x} y={soundings.y}>
        {soundings.text}
      </text>
    </svg>
  );
}
