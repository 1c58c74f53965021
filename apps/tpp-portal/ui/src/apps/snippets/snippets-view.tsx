import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router';
import { useResource } from '../../api/use-resource.js';
import { CodeBlock } from '../../parts/code-block.js';
import { Empty, Failure, Waiting } from '../../parts/states.js';
import { download } from '../download.js';
import { keyFileName } from '../keys/key-file.js';
import type { App, Certificate, Profile, Snippets } from '../types.js';
import { usesCertificate } from '../wizard/draft.js';
import { caFileName, certificateFileName, dialects, type Language } from './snippet-setting.js';
import { snippetText } from './snippet-text.js';
import classes from './snippets.module.css';

/** Programs for the clients of an application, each complete and with this very client filled in. */
export function SnippetsView({ app }: { app: App }): ReactElement {
  const { data, error, reload } = useResource<Snippets>(`/api/applications/${app.id}/snippets`);
  if (error !== undefined) return <Failure error={error} retry={reload} />;
  if (data === undefined) return <Waiting lines={8} />;
  if (app.clients.length === 0)
    return (
      <Empty title="A snippet needs a client">
        <p>Register {app.name} at a bank, and its program stands here, ready to run.</p>
        <Button component={Link} to={`/apps/${app.id}/banks`}>
          Choose a bank
        </Button>
      </Empty>
    );
  return (
    <div className={classes.view}>
      {data.silent.map(({ bank, message }) => (
        <p key={bank} role="alert" className={classes.silent}>
          <b>{bank} is missing here.</b> {message}
        </p>
      ))}
      {data.clients.length === 0 ? null : <Chosen app={app} snippets={data} />}
    </div>
  );
}

const languages: readonly Language[] = ['typescript', 'python', 'curl'];

function Chosen({ app, snippets }: { app: App; snippets: Snippets }): ReactElement {
  const [language, setLanguage] = useState<Language>('typescript');
  const [constraint, setConstraint] = useState(app.profile.constraint);
  const [bank, setBank] = useState(snippets.clients[0]?.bank);
  const client = snippets.clients.find((one) => one.bank === bank) ?? snippets.clients[0];
  if (client === undefined) return <Waiting />;
  const profile: Profile = { ...app.profile, constraint };
  const keyFile = keyFileName(app.name);
  const text = snippetText(language, {
    ...{ app, profile, client, keyFile, scope: snippets.scope, portal: window.location.origin },
  });
  const fileName = `${keyFile.replace(/\.keys\.json$/, '')}-${client.bank}.${dialects[language].ending}`;
  const isRegistered = constraint === app.profile.constraint;
  return (
    <>
      <div className={classes.choices}>
        <SegmentedControl
          aria-label="Language"
          value={language}
          onChange={(value) => setLanguage(languages.find((one) => one === value) ?? 'typescript')}
          data={languages.map((value) => ({ value, label: dialects[value].words }))}
        />
        <SegmentedControl
          aria-label="What tokens are bound to"
          value={constraint}
          onChange={(value) => setConstraint(value === 'mtls' ? 'mtls' : 'dpop')}
          data={[
            { value: 'dpop', label: 'DPoP' },
            { value: 'mtls', label: 'mTLS' },
          ]}
        />
        {snippets.clients.length > 1 ? (
          <NativeSelect
            aria-label="Bank"
            id="snippet-bank"
            value={client.bank}
            onChange={(event) => setBank(event.currentTarget.value)}
            data={snippets.clients.map(({ bank: value, bankName: label }) => ({ value, label }))}
          />
        ) : null}
      </div>
      {isRegistered ? null : (
        <p role="status" className={classes.silent}>
          <b>Not as it is registered.</b> This client has{' '}
          {app.profile.constraint === 'dpop' ? 'DPoP' : 'certificate-bound'} tokens. The bank
          refuses this program until you <Link to={`/apps/${app.id}/edit`}>change the profile</Link>
          .
        </p>
      )}
      <Files app={app} snippets={snippets} needsCertificate={usesCertificate(profile)} />
      <div className={classes.program}>
        <div className={classes.bar}>
          <code>{fileName}</code>
          <Button
            id="download-snippet"
            variant="default"
            size="compact-sm"
            onClick={() => download(fileName, text)}
          >
            Download
          </Button>
        </div>
        <CodeBlock text={text} label={`${dialects[language].words} program`} />
      </div>
    </>
  );
}

/** What must lie beside the program. */
function Files({
  app,
  snippets,
  needsCertificate,
}: {
  app: App;
  snippets: Snippets;
  needsCertificate: boolean;
}): ReactElement {
  const { data } = useResource<{ certificates: Certificate[] }>(
    needsCertificate ? `/api/applications/${app.id}/certificates` : undefined,
  );
  const certificate = data?.certificates
    .filter(({ use, status }) => use === 'transport' && status === 'valid')
    .sort((one, other) => (one.not_after < other.not_after ? 1 : -1))[0];
  return (
    <section aria-labelledby="files-title" className={classes.files}>
      <h3 id="files-title">Put beside it</h3>
      <ul>
        <li>
          <code>{keyFileName(app.name)}</code>{' '}
          <span className="quiet">your private keys, as you downloaded them</span>
        </li>
        <li>
          <Button
            id="download-ca"
            variant="default"
            size="compact-sm"
            onClick={() => download(caFileName, snippets.certificateAuthority)}
          >
            {caFileName}
          </Button>{' '}
          <span className="quiet">who vouches for the servers of this sandbox</span>
        </li>
        {needsCertificate ? (
          <li>
            {certificate === undefined ? (
              <Link to={`/apps/${app.id}/certificates`}>A valid transport certificate</Link>
            ) : (
              <Button
                id="download-certificate"
                variant="default"
                size="compact-sm"
                onClick={() =>
                  download(
                    certificateFileName(app.name),
                    `${certificate.certificate.trim()}\n${certificate.chain.trim()}\n`,
                  )
                }
              >
                {certificateFileName(app.name)}
              </Button>
            )}{' '}
            <span className="quiet">your transport certificate</span>
          </li>
        ) : null}
      </ul>
    </section>
  );
}
