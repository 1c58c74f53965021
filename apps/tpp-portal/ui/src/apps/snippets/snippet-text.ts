import { fillSnippet } from './fill-snippet.js';
import { snippetSetting, type Language, type SnippetOf } from './snippet-setting.js';
import curl from './templates/curl.sh.txt?raw';
import typescript from './templates/openid-client.ts.txt?raw';
import python from './templates/python.py.txt?raw';

const templates: Readonly<Record<Language, string>> = { typescript, python, curl };

/** A whole program for one client, ready to run. */
export const snippetText = (language: Language, of: SnippetOf): string =>
  fillSnippet(templates[language], snippetSetting(language, of));
