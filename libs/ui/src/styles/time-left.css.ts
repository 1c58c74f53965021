/** The longest time, in minutes, that the style sheet counts down. */
export const minutesCountedMax = 30;

const minutes = Array.from(
  { length: minutesCountedMax + 1 },
  (_, index) => minutesCountedMax - index,
);

const frames = minutes
  .map((left, elapsed) => {
    // Rounded down: a frame a hair too late would show the minute before when the page opens.
    const at = `${String(Math.floor((100_000 * elapsed) / minutesCountedMax) / 1000)}%`;
    const words = left === 0 ? "'Less than a minute left'" : `'About ${String(left)} min left'`;
    return `  ${at} { --ebb: ${words}; }\n`;
  })
  .join('');

// One animation for all: who has 9 minutes joins it 21 minutes late. step-end holds each value for its whole minute.
const joins = minutes
  .map((left) => {
    const late = (minutesCountedMax - left) * 60;
    return `.ebb-${String(left)}::before { animation-delay: -${String(late)}s; }\n`;
  })
  .join('');

/** The countdown of the time left, which needs no script. */
export const timeLeft = `@keyframes ebb {
${frames}}
.ebb::before {
  content: var(--ebb);
  animation: ebb ${String(minutesCountedMax * 60)}s step-end both;
}
${joins}`;
