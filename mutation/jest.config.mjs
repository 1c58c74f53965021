import everything from '../jest.config.mjs';

// The policy's own specs alone: they need no database. The two left out ask the same again, with many more values.
const unit = { ...everything.projects[0] };
for (const name of ['displayName', 'globalSetup', 'globalTeardown']) delete unit[name];
const repeated = ['/hostile-values\\.spec', '/executed-refusals\\.spec'];

export default {
  ...unit,
  rootDir: '..',
  testMatch: ['<rootDir>/libs/fapi-policy/**/*.spec.ts'],
  testPathIgnorePatterns: [...unit.testPathIgnorePatterns, ...repeated],
};
