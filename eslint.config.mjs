import { existsSync } from 'node:fs';
import js from '@eslint/js';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { boundaries, boundariesOfSpecs } from './tools/lint/module-boundaries.mjs';

// Without a cached graph the boundary rule skips itself with a warning: make the graph, so that it always bites.
await createProjectGraphAsync({ exitOnError: false });

const specs = [
  '**/*.spec.{ts,tsx}',
  '**/test/**/*.{ts,tsx}',
  'libs/testing/**/*.ts',
  'e2e/**/*.ts',
];
const portalUi = 'apps/tpp-portal/ui';
const programs = ['tsconfig.spec.json', `${portalUi}/tsconfig.json`];

const enumeration = {
  selector: 'TSEnumDeclaration',
  message: 'Use a union of string literals or an `as const` table.',
};
const defaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name, so that every import uses one word for one thing.',
};
const wallClock = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Time is injected: ask the Clock.',
  },
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'Time is injected: ask the Clock.',
  },
];
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Settings are read once, by loadConfig of @sandbank/platform.',
};
const environmentOfImport = {
  selector:
    "ImportDeclaration[source.value=/^(node:)?process$/] > ImportSpecifier[imported.name='env']",
  message: environment.message,
};
const nodeGlobals = Object.fromEntries(
  Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']),
);
const syntax = (...restrictions) => ({ 'no-restricted-syntax': ['error', ...restrictions] });

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.nx/', '.sandbank*/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: programs.filter((program) => existsSync(new URL(program, import.meta.url))),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries],
      ...syntax(enumeration, defaultExport, environment, environmentOfImport, ...wallClock),
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      // Nest modules are classes that only carry a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `async` marks what may be awaited by contract (handlers, hooks, grants), also where nothing waits today.
      '@typescript-eslint/require-await': 'off',
      // There are no enums to assign to, and looking for them costs a fifth of the run.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // Nest declares the types of its options as classes.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // A named type parameter documents what a caller states, also where it is written once.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    name: 'the clock is the one place that looks at the time',
    files: ['**/*clock.ts'],
    rules: syntax(enumeration, defaultExport, environment, environmentOfImport),
  },
  {
    name: 'settings are read here: the platform for apps; the launcher and the tools for themselves',
    files: [
      'libs/platform/src/config/**/*.ts',
      'libs/platform/src/*config*.ts',
      'apps/sandbox/src/**/*.ts',
      'tools/**/*.ts',
    ],
    ignores: ['**/*clock.ts'],
    rules: syntax(enumeration, defaultExport, ...wallClock),
  },
  {
    name: 'what specs alone use runs on real time, and may be set from outside',
    files: ['libs/testing/**/*.ts'],
    rules: syntax(enumeration, defaultExport),
  },
  {
    name: 'specs',
    files: specs,
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundariesOfSpecs],
      ...syntax(enumeration, defaultExport),
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Bodies of answers arrive untyped, and a spec asserts on what it finds there.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    name: 'tools that ask for one default export',
    files: ['**/*.config.{js,mjs,ts}', '**/*global-{setup,teardown}.ts'],
    rules: syntax(enumeration),
  },
  {
    name: 'the portal in the browser',
    files: [`${portalUi}/**/*.{ts,tsx}`],
    extends: [reactHooks.configs.flat['recommended-latest']],
    // Reading from the back end begins in an effect, and the page says that it has begun.
    rules: { 'react-hooks/set-state-in-effect': 'off' },
  },
  {
    name: 'scripts in plain JavaScript',
    files: ['**/*.{js,mjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: nodeGlobals },
  },
  {
    name: 'scripts that the browser loads as they are',
    files: [`${portalUi}/public/*.js`],
    languageOptions: {
      sourceType: 'script',
      globals: { document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly' },
    },
  },
  {
    name: 'the design tokens, which Vite turns into CSS before any package is built',
    files: [`${portalUi}/vite.config.ts`],
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        { ...boundaries, allow: ['../../../libs/ui/src/tokens/tokens.js'] },
      ],
    },
  },
  prettier,
);
