import TestRunner from 'jest-runner';

/**
 * Runs the journeys one after the other, since they share a sandbox and each would notice what another does to a customer
 * or a key; and beside them everything else. Of a journey's time much is waiting.
 */
export default class JourneysBesideRunner {
  supportsEventEmitters = true;
  #journeys;
  #others;
  #workersMax;

  constructor(globalConfig, context) {
    this.#workersMax = globalConfig.maxWorkers;
    this.#journeys = new TestRunner({ ...globalConfig, maxWorkers: 1 }, context);
    this.#others = new TestRunner(globalConfig, context);
  }

  on(eventName, listener) {
    const ends = [this.#journeys, this.#others].map((runner) => runner.on(eventName, listener));
    return () => ends.forEach((end) => end());
  }

  async runTests(tests, watcher, options) {
    if (options.serial || this.#workersMax === 1)
      return this.#others.runTests(tests, watcher, options);
    const parts = [
      [this.#journeys, tests.filter(isJourney)],
      [this.#others, tests.filter((test) => !isJourney(test))],
    ];
    // Workers would be started for an empty list, too.
    const wanted = parts.filter(([, part]) => part.length > 0);
    await Promise.all(wanted.map(([runner, part]) => runner.runTests(part, watcher, options)));
  }
}

const isJourney = ({ context }) => context.config.displayName?.name === 'journeys';
