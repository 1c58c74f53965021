import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** The text of a page, to be sent as `text/html; charset=utf-8`. */
export function renderPage(page: ReactElement): string {
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
