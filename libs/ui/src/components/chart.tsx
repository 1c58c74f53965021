import type { ReactElement } from 'react';

interface Shape {
  x: number;
  y: number;
  radius: number;
  /** Height as a share of width. */
  squash: number;
}

// A small generator with a fixed course (mulberry32): the same seed always draws the same coast.
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const pointsPerLine = 18;

/** A closed, smooth depth line around a shape: further out it grows rounder, as the sea bed does. */
function depthLine(shape: Shape, outwards: number, wobble: readonly number[]): string {
  const corners = Array.from({ length: pointsPerLine }, (_, index) => {
    const angle = (2 * Math.PI * index) / pointsPerLine;
    const bend = wobble.reduce(
      (sum, phase, order) => sum + Math.cos((order + 2) * angle + phase) / (order + 2.5),
      0,
    );
    const reach = shape.radius * (1 + bend * 0.3) + outwards * (1 + bend * 0.22);
    return {
      x: shape.x + reach * Math.cos(angle),
      y: shape.y + reach * (shape.squash + outwards / 900) * Math.sin(angle),
    };
  });
  const pairs = corners.map((corner, index) => ({
    corner,
    next: corners[(index + 1) % corners.length] ?? corner,
  }));
  const middles = pairs.map(({ corner, next }) => {
    const middle = `${String(Math.round((corner.x + next.x) / 2))} ${String(Math.round((corner.y + next.y) / 2))}`;
    return `${String(Math.round(corner.x))} ${String(Math.round(corner.y))} ${middle}`;
  });
  const last = pairs.at(-1);
  if (last === undefined) return '';
  return `M${String(Math.round((last.corner.x + last.next.x) / 2))} ${String(Math.round((last.corner.y + last.next.y) / 2))}Q${middles.join(' ')}Z`;
}

const coast: Shape = { x: -30, y: 640, radius: 250, squash: 0.86 };
const sandbank: Shape = { x: 292, y: 318, radius: 66, squash: 0.42 };
const outlier: Shape = { x: 410, y: 600, radius: 36, squash: 0.8 };

function draw(seed: number): { levels: string[]; land: string; sand: string } {
  const roll = dice(seed);
  const wobble = (): number[] => Array.from({ length: 5 }, () => roll() * 2 * Math.PI);
  const [ofCoast, ofSand, ofOutlier] = [wobble(), wobble(), wobble()];
  const levels = [150, 104, 64, 30].map(
    (outwards) =>
      depthLine(coast, outwards, ofCoast) +
      depthLine(sandbank, outwards * 0.8, ofSand) +
      depthLine(outlier, outwards * 0.7, ofOutlier),
  );
  return { levels, land: depthLine(coast, 0, ofCoast), sand: depthLine(sandbank, 0, ofSand) };
}

const drawing = draw(8);

/** The chart of the bank's harbour: decoration, silent to a screen reader. */
export function Chart(): ReactElement {
  return (
    <svg
      className="chart"
      viewBox="0 0 400 560"
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
      focusable="false"
    >
      {drawing.levels.map((line, index) => (
        <path key={line} className={`chart-depth-${String(index)}`} d={line} />
      ))}
      <path className="chart-sand" d={drawing.sand} />
      <path className="chart-land" d={drawing.land} />
      <path className="chart-course" d="M118 452C150 400 168 300 236 230S330 120 420 60" />
      <circle className="chart-ring" cx="86" cy="250" r="58" />
      <circle className="chart-ring chart-ring-fine" cx="86" cy="250" r="50" />
      <path className="chart-flare" d="M118 452q4 14 22 30q-2-22-22-30z" />
      <circle className="chart-light" cx="118" cy="452" r="3.5" />
      <text
        className="chart-sounding"
        x="60 196 344 150 372 216 250 330 30 300"
        y="200 150 214 330 410 470 520 480 330 70"
      >
        7954236483
      </text>
    </svg>
  );
}
