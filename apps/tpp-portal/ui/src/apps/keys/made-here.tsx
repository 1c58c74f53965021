import { Button } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Icon } from '../../parts/icons.js';
import { download } from '../download.js';
import type { Profile } from '../types.js';
import { heldKeys, holdKeys, type DraftKeys } from '../wizard/draft.js';
import { keyFileName, keyFileText } from './key-file.js';
import { makeSigningKey } from './signing-key.js';
import { makeTransportKey } from './transport-key.js';
import classes from './keys.module.css';

/** Makes the keys of an application in this browser, and hands the private halves over as a file. */
export function MadeHere({
  appName,
  profile,
  keys,
  change,
}: {
  appName: string;
  profile: Profile;
  keys: DraftKeys | undefined;
  change: (keys: DraftKeys | undefined) => void;
}): ReactElement {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const make = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const signing = profile.signing ? await makeSigningKey(profile.algorithm) : undefined;
      const transport = await makeTransportKey();
      holdKeys({ ...(signing === undefined ? {} : { signing }), transport });
      change({
        source: 'made',
        jwks: signing === undefined ? [] : [signing.publicJwk],
        csr: transport.csr,
        fileName: keyFileName(appName),
        downloaded: false,
      });
    } catch {
      setProblem(
        `This browser cannot make ${profile.algorithm} keys. Choose another algorithm, or paste your own.`,
      );
    }
    setBusy(false);
  };
  const hand = (): void => {
    const held = heldKeys();
    if (keys?.fileName === undefined || held === undefined) return;
    download(keys.fileName, keyFileText(appName, held), 'application/json');
    change({ ...keys, downloaded: true });
  };
  return (
    <div className={classes.made}>
      {keys === undefined ? (
        <p>
          {profile.signing ? `A signing key (${profile.algorithm}) and a` : 'A'} transport key
          (P-256) with the request for its certificate, by this browser’s own cryptography.
        </p>
      ) : (
        <MadeList keys={keys} />
      )}
      {problem === undefined ? null : (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <div className={classes.actions}>
        {keys === undefined || heldKeys() === undefined ? null : (
          <Button
            id="download-keys"
            variant={keys.downloaded ? 'default' : 'filled'}
            onClick={hand}
          >
            Download the private keys
          </Button>
        )}
        <Button
          id="make-keys"
          variant={keys === undefined ? 'filled' : 'subtle'}
          loading={busy}
          onClick={() => void make()}
        >
          {keys === undefined ? 'Make the keys' : 'Make others'}
        </Button>
      </div>
      {keys?.downloaded === true ? (
        <p role="status" className={classes.done}>
          <Icon of="check" size={18} /> Downloaded as <code>{keys.fileName}</code>
        </p>
      ) : null}
      {keys === undefined ? null : (
        <p className="quiet">
          The file has each private key as JWK and in PEM. Keep it as you keep a password. It is
          nowhere else: close this page without it, and you make new keys.
        </p>
      )}
    </div>
  );
}

/** Which half goes where. */
function MadeList({ keys }: { keys: DraftKeys }): ReactElement {
  const [signing] = keys.jwks;
  return (
    <dl className={classes.halves}>
      {signing === undefined ? null : (
        <div>
          <dt>Signing key</dt>
          <dd>
            {String(signing['alg'])} · kid <code>{signing.kid}</code>
          </dd>
        </div>
      )}
      <div>
        <dt>Transport key</dt>
        <dd>P-256 · with a certificate request (PKCS #10)</dd>
      </div>
      <div>
        <dt>To the directory</dt>
        <dd>the public key and the request</dd>
      </div>
      <div>
        <dt>To your disk</dt>
        <dd>
          the private keys, in <code>{keys.fileName}</code>
        </dd>
      </div>
    </dl>
  );
}
