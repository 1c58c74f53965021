import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { Profile } from '../types.js';
import { fillSnippet } from './fill-snippet.js';
import { snippetSetting, type Language } from './snippet-setting.js';

const template = (name: string): string =>
  readFileSync(new URL(`./templates/${name}.txt`, import.meta.url), 'utf8');
const templates: Readonly<Record<Language, string>> = {
  typescript: template('openid-client.ts'),
  python: template('python.py'),
  curl: template('curl.sh'),
};

const profiles: readonly Profile[] = (['dpop', 'mtls'] as const).flatMap((constraint) =>
  (['private_key_jwt', 'tls_client_auth'] as const).map((authentication) => ({
    ...{ constraint, authentication, signing: true, algorithm: 'PS256' as const },
  })),
);
const client = {
  ...{
    bank: 'cove',
    bankName: 'Cove\nBank',
    clientId: 'client-1',
    issuer: 'https://as.example/cove',
  },
  authorizationEndpoint: 'https://as.example/cove/authorize',
  ...{ tokenEndpoint: 'https://as.example/token', parEndpoint: 'https://as.example/par' },
  ...{ mtlsTokenEndpoint: 'https://m.example/token', mtlsParEndpoint: 'https://m.example/par' },
  ...{ apiBase: 'https://api.example', mtlsApiBase: 'https://m.example' },
  idTokenAlgorithm: 'ES256',
};
const snippet = (
  language: Language,
  profile: Profile,
  redirectUri = 'http://127.0.0.1:8765/callback',
  roles: ('AISP' | 'PISP' | 'CBPII')[] = ['AISP'],
): string =>
  fillSnippet(
    templates[language],
    snippetSetting(language, {
      app: { id: 'app-1', name: 'Budget\u2028Pal', roles, redirectUris: [redirectUri] },
      ...{ profile, client, scope: 'openid accounts', keyFile: 'budget-pal.keys.json' },
      portal: 'https://portal.example',
    }),
  );
const languages = Object.keys(templates) as Language[];
const [dpopKey, dpopCertificate, mtlsKey, mtlsCertificate] = profiles;

describe('a snippet', () => {
  it.each(languages)('%s: has this client filled in, and no hole', (language) => {
    for (const profile of profiles) {
      for (const role of ['AISP', 'PISP', 'CBPII'] as const) {
        const text = snippet(language, profile, undefined, [role]);
        expect(text).not.toMatch(/\{\{|\}\}(?=')|#if|#endif|@expiry@/);
        for (const part of ['client-1', 'https://as.example/cove', 'budget-pal.keys.json'])
          expect(text).toContain(part);
        expect(text.includes('/aisp/accounts')).toBe(role === 'AISP');
      }
    }
  });

  it.each(languages)('%s: goes where its profile leads', (language) => {
    const withKey = snippet(language, dpopKey!);
    expect(withKey).not.toMatch(/m\.example|transport\.pem/);
    expect(withKey).toContain('https://api.example');
    for (const profile of [mtlsKey!, mtlsCertificate!]) {
      expect(snippet(language, profile)).toContain("'https://m.example'");
      expect(snippet(language, profile)).not.toContain('dpop+jwt');
    }
    // A certificate for the token endpoint alone: the API is called where it asks for none.
    expect(snippet(language, dpopCertificate!)).toContain("'https://api.example'");
    expect(snippet(language, dpopCertificate!)).toContain('budget-pal.transport.pem');
  });

  it('holds nothing that a value could break out of', () => {
    const uri = `https://app.example/cb?a='b\\`;
    expect(snippet('typescript', dpopKey!, uri)).toContain(
      String.raw`'https://app.example/cb?a=\'b\\'`,
    );
    expect(snippet('python', dpopKey!, uri)).toContain(
      String.raw`'https://app.example/cb?a=\'b\\'`,
    );
    expect(snippet('curl', dpopKey!, uri)).toContain(String.raw`'https://app.example/cb?a='\''b\'`);
    for (const language of languages)
      expect(snippet(language, dpopKey!)).toContain('Budget Pal at Cove Bank');
  });

  it('is a program that the compiler has nothing to say against', () => {
    const folder = fileURLToPath(new URL('.', import.meta.url));
    const programs = new Map(
      profiles.map((profile, at) => [`${folder}snippet-${at}.ts`, snippet('typescript', profile)]),
    );
    const options: ts.CompilerOptions = {
      ...{ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, strict: true },
      ...{ noEmit: true, skipLibCheck: true, types: ['node'], lib: ['lib.es2024.d.ts'] },
    };
    const host = ts.createCompilerHost(options);
    const { readFile, fileExists } = host;
    host.readFile = (name) => programs.get(name) ?? readFile(name);
    host.fileExists = (name) => programs.has(name) || fileExists(name);
    const program = ts.createProgram([...programs.keys()], options, host);
    const said = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(said).toEqual([]);
  });
});
