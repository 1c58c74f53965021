import type { ReactElement } from 'react';
import type { AccentName } from '../tokens/tokens.js';

/** The drawing in a bank's mark, on a field of 40 × 40: what is built, what is water, and where its light is. */
export const emblems: Readonly<
  Record<AccentName, { wall: string; sea: string; light: readonly [x: number, y: number] }>
> = {
  // Two breakwaters with the light in their gap.
  tide: {
    wall: 'M14 5.6A16 16 0 1 0 33.6 28M21 4.1A16 16 0 0 1 35.9 21',
    sea: 'M10.5 24.5q2.4-2.4 4.8 0t4.8 0t4.8 0',
    light: [20, 15],
  },
  // A tor above the water.
  granite: {
    wall: 'M4 31L14.5 13L20.5 22.5L25 16.5L36 31',
    sea: 'M9 36.8q2.75-2.4 5.5 0t5.5 0t5.5 0t5.5 0',
    light: [28.5, 6.6],
  },
  // A frond rising through the water.
  kelp: {
    wall: 'M20 36V12M20 28Q10 28 8 18M20 22Q30 22 32 12',
    sea: 'M6 35q3.5-2.6 7 0M27 35q3.5-2.6 7 0',
    light: [20, 5.4],
  },
  // A tower and its rock.
  beacon: {
    wall: 'M15 32l2.6-17h4.8L25 32M8 36h24',
    sea: 'M4 12l7 2M36 12l-7 2',
    light: [20, 7.6],
  },
};

/** The mark of a bank in its own colour. */
export function BankMark(props: { accent?: AccentName | undefined }): ReactElement {
  const { wall, sea, light } = emblems[props.accent ?? 'tide'];
  return (
    <svg className="bank-mark" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <path className="bank-mark-wall" d={wall} />
      <path className="bank-mark-sea" d={sea} />
      <circle className="bank-mark-light" cx={light[0]} cy={light[1]} r="3.6" />
    </svg>
  );
}
