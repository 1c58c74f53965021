import { apiIndex as built } from 'virtual:api-index';
import type { IndexedDocument } from './documents.js';

/** What the navigation and search know of each document: made from it when the pages are built. */
export const apiIndex = built as readonly IndexedDocument[];
