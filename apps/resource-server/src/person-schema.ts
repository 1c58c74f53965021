import { personFileJsonSchema } from './seed/person-file.schema.js';

// node apps/resource-server/dist/person-schema.js > apps/sandbox/data/people/person.schema.json
process.stdout.write(`${JSON.stringify(personFileJsonSchema(), null, 2)}\n`);
