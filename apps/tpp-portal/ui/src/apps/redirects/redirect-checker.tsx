import { TextInput } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { Icon } from '../../parts/icons.js';
import { compareRedirectUri, type Comparison } from './redirect-uri.js';
import classes from './redirects.module.css';

/** Compares what an app would send with what is registered, and shows the first character that differs. */
export function RedirectChecker({ registered }: { registered: readonly string[] }): ReactElement {
  const [sent, setSent] = useState('');
  const known = registered.filter((uri) => uri !== '');
  const found = sent === '' ? undefined : compareRedirectUri(known, sent);
  return (
    <section className={classes.checker} aria-labelledby="checker-title">
      <h3 id="checker-title">Would yours match?</h3>
      <p className="quiet">
        Banks compare character by character. Paste the <code>redirect_uri</code> that your program
        sends.
      </p>
      <TextInput
        id="checker"
        label="What your app sends"
        placeholder={known[0] ?? 'https://app.example/callback'}
        value={sent}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setSent(event.currentTarget.value)}
      />
      <div role="status" id="checker-result">
        {found === undefined ? null : <Result found={found} sent={sent} />}
      </div>
    </section>
  );
}

function Result({ found, sent }: { found: Comparison; sent: string }): ReactElement {
  if (found.kind !== 'different') {
    return (
      <p className={classes.match}>
        <Icon of="check" size={18} />
        {found.kind === 'same'
          ? 'It matches, to the last character.'
          : 'It matches: on a loopback address the port is free (RFC 8252 7.3).'}
      </p>
    );
  }
  return (
    <div className={classes.differs}>
      <p>
        <Icon of="cross" size={18} />
        <span>
          <b>No match.</b> {found.reason} They part at character {found.at + 1}.
        </span>
      </p>
      <dl>
        <div>
          <dt>registered</dt>
          <Marked text={found.registered} at={found.registeredAt} />
        </div>
        <div>
          <dt>sent</dt>
          <Marked text={sent} at={found.at} />
        </div>
      </dl>
    </div>
  );
}

/** Spaces and ends are drawn, so that they are seen. */
const drawn = (character: string | undefined): string =>
  character === undefined ? '␃ end' : character === ' ' ? '␠' : character;

function Marked({ text, at }: { text: string; at: number }): ReactElement {
  return (
    <dd>
      <code>
        {text.slice(0, at)}
        <mark>{drawn(text[at])}</mark>
        {text.slice(at + 1)}
      </code>
    </dd>
  );
}
