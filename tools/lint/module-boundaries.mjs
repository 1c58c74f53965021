// The direction of dependencies, as one table: app → feature → domain → platform → core; policy → core; ui alone.
const serverFrameworks = ['@nestjs/*', 'typeorm', 'fastify', 'passport'];

export const directions = [
  {
    sourceTag: 'type:core',
    onlyDependOnLibsWithTags: ['type:core'],
    bannedExternalImports: serverFrameworks,
  },
  {
    sourceTag: 'type:policy',
    onlyDependOnLibsWithTags: ['type:core'],
    bannedExternalImports: serverFrameworks,
  },
  { sourceTag: 'type:platform', onlyDependOnLibsWithTags: ['type:core'] },
  {
    sourceTag: 'type:domain',
    onlyDependOnLibsWithTags: ['type:core', 'type:platform'],
    bannedExternalImports: ['fastify'],
  },
  {
    sourceTag: 'type:feature',
    onlyDependOnLibsWithTags: ['type:core', 'type:policy', 'type:domain', 'type:platform'],
  },
  {
    sourceTag: 'type:ui',
    onlyDependOnLibsWithTags: ['type:ui'],
    allowedExternalImports: ['react', 'react/*', 'react-dom', 'react-dom/*'],
  },
  {
    sourceTag: 'type:app',
    onlyDependOnLibsWithTags: [
      'type:core',
      'type:policy',
      'type:platform',
      'type:domain',
      'type:feature',
      'type:ui',
    ],
  },
  // A client does not share the server's opinions, not even through a third project.
  { sourceTag: 'scope:tpp', notDependOnLibsWithTags: ['type:policy', 'type:domain'] },
  // The directory vouches for names and keys; it knows of no consent, and of no profile.
  { sourceTag: 'scope:directory', notDependOnLibsWithTags: ['type:policy', 'type:domain'] },
  {
    sourceTag: 'type:testing',
    onlyDependOnLibsWithTags: ['type:core', 'type:platform', 'type:testing'],
  },
];

const options = {
  enforceBuildableLibDependency: false,
  checkDynamicDependenciesExceptions: ['.*'],
  allow: [],
};

/** Options of the rule for shipped code. */
export const boundaries = { ...options, depConstraints: directions };

/** Options for specs, which alone may also see the testing library (it depends on what they test). */
export const boundariesOfSpecs = {
  ...options,
  ignoredCircularDependencies: [['@sandbank/testing', '*']],
  depConstraints: directions.map((direction) =>
    direction.onlyDependOnLibsWithTags === undefined
      ? direction
      : {
          ...direction,
          onlyDependOnLibsWithTags: [...direction.onlyDependOnLibsWithTags, 'type:testing'],
        },
  ),
};
