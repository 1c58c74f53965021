import type { ReactElement } from 'react';
import type { Hop } from '../api/types.js';
import { CodeBlock } from '../parts/code-block.js';
import { rawRequest, rawResponse } from './export/raw.js';
import { RequestView, ResponseView } from './message.js';
import { Part } from './part.js';
import { TokenView } from './token-view.js';

/** Request and answer, each part readable by itself, with the tokens laid open. */
export function Decoded({ hop }: { hop: Hop }): ReactElement {
  return (
    <>
      <Part title="Request">
        <RequestView request={hop.request} />
        <Tokens hop={hop} side="request" />
      </Part>
      {hop.response === undefined ? null : (
        <Part title="Response">
          <ResponseView response={hop.response} />
          <Tokens hop={hop} side="response" />
        </Part>
      )}
    </>
  );
}

/** Request and answer as they went over the wire. */
export function Raw({ hop }: { hop: Hop }): ReactElement {
  return (
    <>
      <Part title="Request">
        <CodeBlock text={rawRequest(hop.request)} label="raw request" note={rawNote} />
      </Part>
      {hop.response === undefined ? null : (
        <Part title="Response">
          <CodeBlock text={rawResponse(hop.response)} label="raw response" />
        </Part>
      )}
    </>
  );
}

const rawNote =
  'As recorded: secrets are masked, and header fields that tell nothing are left out.';

function Tokens({ hop, side }: { hop: Hop; side: 'request' | 'response' }): ReactElement {
  return (
    <>
      {hop.jwts
        .filter((jwt) => jwt.side === side)
        .map((jwt) => (
          <TokenView key={jwt.where} jwt={jwt} at={hop.startedAt} />
        ))}
    </>
  );
}
