import { customProperties } from '../tokens/custom-properties.js';
import { base } from './base.css.js';
import { content } from './content.css.js';
import { dashboard } from './dashboard.css.js';
import { form } from './form.css.js';
import { journey } from './journey.css.js';
import { media } from './media.css.js';
import { shell } from './shell.css.js';
import { timeLeft } from './time-left.css.js';

/** The one style sheet of the server-rendered pages. */
export const stylesheet: string = [
  customProperties,
  base,
  shell,
  journey,
  timeLeft,
  form,
  content,
  dashboard,
  media,
].join('');
