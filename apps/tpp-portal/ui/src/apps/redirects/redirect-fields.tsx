import { Button, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { redirectUriProblem } from './redirect-uri.js';
import classes from './redirects.module.css';

/** The addresses to which customers come back, one line each. */
export function RedirectFields({
  uris,
  change,
}: {
  uris: readonly string[];
  change: (uris: string[]) => void;
}): ReactElement {
  const shown = uris.length === 0 ? [''] : uris;
  return (
    <div className={classes.fields}>
      {shown.map((uri, index) => (
        <div key={index} className={classes.field}>
          <TextInput
            id={`redirect-${index}`}
            label={index === 0 ? 'Redirect URI' : `Redirect URI ${index + 1}`}
            value={uri}
            inputMode="url"
            spellCheck={false}
            autoComplete="off"
            error={uri === '' ? null : (redirectUriProblem(uri) ?? null)}
            onChange={(event) => {
              const { value } = event.currentTarget;
              change(shown.map((one, at) => (at === index ? value : one)));
            }}
          />
          {shown.length > 1 ? (
            <Button
              variant="subtle"
              aria-label={`Remove ${uri === '' ? 'this address' : uri}`}
              onClick={() => change(shown.filter((_, at) => at !== index))}
            >
              Remove
            </Button>
          ) : null}
        </div>
      ))}
      {shown.length < 10 ? (
        <div>
          <Button id="add-redirect" variant="default" onClick={() => change([...shown, ''])}>
            Add another
          </Button>
        </div>
      ) : null}
    </div>
  );
}
