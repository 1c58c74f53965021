// The one way in: `npm run sandbox`, `npm test`, `npm run check`. Runs on the machine's own Node, needs no package,
// installs what is missing and hands over to the pinned Node. The first lines must parse on any Node that knows modules.
const oldest = [20, 19];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  console.error(
    `Node ${oldest.join('.')} or newer is needed; this is ${process.versions.node}. ` +
      'Cure: install a newer Node from https://nodejs.org and run the command again.',
  );
  process.exitCode = 1;
} else {
  const { runTask } = await import('./bootstrap/tasks.mjs');
  process.exitCode = await runTask(process.argv.slice(2));
}
