export { descriptionSchema, type SandboxDescription } from './data/description.js';
