const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const intervalMilliseconds = 100;

/**
 * Shows that `title` is under way until `work` settles: a line that lives on a terminal, plain lines elsewhere.
 * `work` receives `say(detail)` to show how far it is. Prints nothing at all when it ends within the grace.
 */
export async function withProgress(title, work, { graceMilliseconds = 0 } = {}) {
  const live = process.stdout.isTTY === true;
  const startedAt = performance.now();
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  let detail = '';
  let frame = 0;
  let shown = false;
  const draw = () => {
    if (performance.now() - startedAt < graceMilliseconds) return;
    if (!shown && !live) console.log(`… ${title}`);
    shown = true;
    if (!live) return;
    frame = (frame + 1) % frames.length;
    process.stdout.write(`\r\x1b[2K${frames[frame]} ${title} ${detail} ${seconds()}`);
  };
  if (graceMilliseconds === 0) draw();
  const timer = setInterval(draw, intervalMilliseconds);
  const end = (mark) => {
    clearInterval(timer);
    if (shown) console.log(`${live ? '\r\x1b[2K' : ''}${mark} ${title} (${seconds()})`);
  };
  try {
    const result = await work((text) => (detail = text));
    end('✔');
    return result;
  } catch (error) {
    shown = true;
    end('✘');
    throw error;
  }
}
