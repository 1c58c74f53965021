import { availableParallelism } from 'node:os';

// One jest for everything, so that the run ends with one summary. ES modules all the way: no CommonJS twin is tested.
const shared = {
  // One for all projects: jest would let a second one wait until the first is done.
  runner: '<rootDir>/e2e/journeys-beside-runner.mjs',
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@sandbank/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': ['$1.ts', '$1.tsx', '$1.js'],
    // As in the servers; the build for development takes a stack with every element.
    '^react$': '<rootDir>/node_modules/react/cjs/react.production.js',
    '^react/jsx-runtime$': '<rootDir>/node_modules/react/cjs/react-jsx-runtime.production.js',
    '^react-dom/server$':
      '<rootDir>/node_modules/react-dom/cjs/react-dom-server-legacy.node.production.js',
  },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            react: { runtime: 'automatic' },
          },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'es6' },
      },
    ],
  },
};

export default {
  // A shared machine may be slow; no test asserts how long something takes.
  testTimeout: 60_000,
  // Much of a test is waiting for servers: two at a time are of use on two cores, and jest would take one.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  // A worker forgets little of the modules that a spec loaded.
  workerIdleMemoryLimit: '2GB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['<rootDir>/{apps,libs,tools}/**/*.spec.{ts,tsx}'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/'],
      globalSetup: '<rootDir>/libs/testing/src/jest-global-setup.ts',
      globalTeardown: '<rootDir>/libs/testing/src/jest-global-teardown.ts',
    },
    {
      ...shared,
      displayName: 'own-sandbox',
      testMatch: ['<rootDir>/e2e/src/**/*.own-sandbox.spec.ts'],
      setupFilesAfterEnv: ['<rootDir>/e2e/src/hold-to-documents.ts'],
    },
    {
      ...shared,
      displayName: 'journeys',
      testMatch: ['<rootDir>/e2e/src/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '\\.own-sandbox\\.spec\\.ts$'],
      setupFilesAfterEnv: ['<rootDir>/e2e/src/hold-to-documents.ts'],
      globalSetup: '<rootDir>/e2e/src/global-setup.ts',
      globalTeardown: '<rootDir>/e2e/src/global-teardown.ts',
    },
  ],
};
