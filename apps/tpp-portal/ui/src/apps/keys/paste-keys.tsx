import { useState, type ReactElement } from 'react';
import { Icon } from '../../parts/icons.js';
import type { PublicJwk } from '../types.js';
import type { DraftKeys } from '../wizard/draft.js';
import { pastedJwks, type Pasted } from './pasted-jwks.js';
import { pastedRequest, type ReadRequest } from './pasted-request.js';
import classes from './keys.module.css';

/** Takes public keys and a certificate request that were made elsewhere, and reads them at once. */
export function PasteKeys({
  needs,
  change,
}: {
  needs: { readonly jwks: boolean; readonly csr: boolean };
  change: (keys: DraftKeys | undefined) => void;
}): ReactElement {
  const [jwks, setJwks] = useState<PublicJwk[]>();
  const [csr, setCsr] = useState<string>();
  const tell = (keys: PublicJwk[] | undefined, request: string | undefined): void => {
    setJwks(keys);
    setCsr(request);
    const isAny = keys !== undefined || request !== undefined;
    change(
      isAny
        ? {
            ...{ source: 'pasted', jwks: keys ?? [], downloaded: true },
            ...(request === undefined ? {} : { csr: request }),
          }
        : undefined,
    );
  };
  return (
    <div className={classes.made}>
      <PasteJwks needed={needs.jwks} change={(keys) => tell(keys, csr)} />
      <PasteRequest needed={needs.csr} change={(request) => tell(jwks, request)} />
    </div>
  );
}

/** A box for a JWK set. */
export function PasteJwks({
  needed,
  change,
}: {
  needed: boolean;
  change: (keys: PublicJwk[] | undefined) => void;
}): ReactElement {
  const [read, setRead] = useState<Pasted<PublicJwk[]>>();
  const paste = (text: string): void => {
    const found = text.trim() === '' ? undefined : pastedJwks(text);
    setRead(found);
    change(found !== undefined && 'value' in found ? found.value : undefined);
  };
  return (
    <Box
      id="paste-jwks"
      label="Public signing keys (JWK set)"
      hint={needed ? 'ES256, PS256 or EdDSA, each with a kid.' : 'Only if it signs payments.'}
      placeholder={'{ "keys": [ { "kty": "EC", "crv": "P-256", "kid": … } ] }'}
      paste={paste}
      problem={read !== undefined && 'problem' in read ? read.problem : undefined}
      found={
        read !== undefined && 'value' in read
          ? read.value.map(({ kid, kty }) => `${kty ?? ''} ${kid ?? ''}`).join(', ')
          : undefined
      }
    />
  );
}

/** A box for a certificate request. */
export function PasteRequest({
  needed,
  change,
}: {
  needed: boolean;
  change: (csr: string | undefined) => void;
}): ReactElement {
  const [read, setRead] = useState<Pasted<ReadRequest>>();
  const paste = async (text: string): Promise<void> => {
    const found = text.trim() === '' ? undefined : await pastedRequest(text);
    setRead(found);
    change(found !== undefined && 'value' in found ? found.value.csr : undefined);
  };
  return (
    <Box
      id="paste-csr"
      label="Certificate request (CSR, PEM)"
      hint={`${needed ? '' : 'Only for mutual TLS. '}openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout transport.key -subj /CN=app`}
      placeholder="-----BEGIN CERTIFICATE REQUEST-----"
      paste={(text) => void paste(text)}
      problem={read !== undefined && 'problem' in read ? read.problem : undefined}
      found={read !== undefined && 'value' in read ? read.value.key : undefined}
    />
  );
}

function Box(box: {
  id: string;
  label: string;
  hint: string;
  placeholder: string;
  paste: (text: string) => void;
  problem: string | undefined;
  found: string | undefined;
}): ReactElement {
  return (
    <div className={classes.box}>
      <label htmlFor={box.id}>{box.label}</label>
      <p className="quiet" id={`${box.id}-hint`}>
        {box.hint}
      </p>
      <textarea
        id={box.id}
        rows={6}
        spellCheck={false}
        autoComplete="off"
        placeholder={box.placeholder}
        aria-describedby={`${box.id}-hint ${box.id}-said`}
        aria-invalid={box.problem !== undefined}
        onChange={(event) => box.paste(event.currentTarget.value)}
      />
      <p id={`${box.id}-said`} role="status">
        {box.problem === undefined ? null : <span className={classes.problem}>{box.problem}</span>}
        {box.found === undefined ? null : (
          <span className={classes.done}>
            <Icon of="check" size={18} /> Read: {box.found}
          </span>
        )}
      </p>
    </div>
  );
}
