// Breaks every check of the policy on purpose, one place at a time, and looks whether a spec goes red: `npm run mutation`.
// What survives is explained in docs/mutation.md.
export default {
  mutate: ['libs/fapi-policy/src/checks/*.ts', '!**/*.spec.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules'],
  jest: { configFile: 'mutation/jest.config.mjs', enableFindRelatedTests: false },
  coverageAnalysis: 'perTest',
  // What runs once, when a module is loaded, would cost a run of every spec for each mutant: the property tests see to it.
  ignoreStatic: true,
  ignorePatterns: ['apps', 'bench', 'docker', 'docs', 'e2e'],
  disableTypeChecks: false,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { logTests: false, allowColor: false },
  jsonReporter: { fileName: '.stryker-tmp/mutation.json' },
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
  thresholds: { high: 95, low: 90, break: 90 },
};
