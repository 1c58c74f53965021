import type { ReactElement } from 'react';
import { Link } from 'react-router';
import { CodeBlock } from '../parts/code-block.js';
import { CopyText } from '../parts/copy.js';
import { duration } from '../parts/format.js';
import { Icon } from '../parts/icons.js';
import { headerText, statusWords } from './answer-words.js';
import type { Deviation, ExplorerAnswer } from './explorer-types.js';
import classes from './explorer.module.css';

const colouredCharactersMax = 60_000;

/** How a call went: status, time, whether it is as documented, the body, and where to read on. */
export function AnswerView({
  answer,
  bank,
}: {
  answer: ExplorerAnswer;
  bank: string;
}): ReactElement {
  const { response, request, interactionId, hop, deviations } = answer;
  const isRefused = response.status >= 400;
  return (
    <section
      id="answer"
      aria-labelledby="answer-title"
      className={classes.answer}
      data-refused={isRefused}
    >
      <header className={classes.answerHead}>
        <h2 id="answer-title">
          <span className={classes.status} data-refused={isRefused}>
            {response.status}
          </span>{' '}
          {statusWords(response.status)}
        </h2>
        {answer.durationMilliseconds === undefined ? null : (
          <span className="quiet figures">{duration(answer.durationMilliseconds)}</span>
        )}
      </header>
      <p className={classes.links}>
        {hop === undefined ? null : (
          <Link to={`/flows/${hop.flowId}/hops/${hop.number}`}>See it in its flow</Link>
        )}
        {isRefused && interactionId !== undefined ? (
          <Link
            to={`/rejections?bank=${encodeURIComponent(bank)}&interaction=${encodeURIComponent(interactionId)}`}
          >
            Why was it refused?
          </Link>
        ) : null}
        {interactionId === undefined ? null : (
          <span className="quiet">
            Interaction <CopyText value={interactionId} label="Copy the interaction id" />
          </span>
        )}
      </p>
      <Deviations of={deviations.request} title="The request is not as documented" />
      <Deviations of={deviations.response} title="The answer is not as documented" />
      {deviations.response.length === 0 ? (
        <p className={classes.asDocumented}>
          <Icon of="check" size={16} /> The answer is as the document says: status and every field.
        </p>
      ) : null}
      <Body answer={answer} />
      <details className={classes.more}>
        <summary>Headers of the answer</summary>
        <CodeBlock text={headerText(response.headers)} label="headers of the answer" />
      </details>
      {request === undefined ? null : (
        <details className={classes.more}>
          <summary>The request as it was sent</summary>
          <CodeBlock
            text={`${request.method} ${request.url}\n${headerText(request.headers)}${
              request.body === undefined ? '' : `\n\n${request.body.text}`
            }`}
            label="request as it was sent"
            note="Token and proof are masked: they never leave the portal’s back end."
          />
        </details>
      )}
    </section>
  );
}

function Body({ answer: { response } }: { answer: ExplorerAnswer }): ReactElement {
  const { body } = response;
  if (body === undefined) return <p className="quiet">There is no body.</p>;
  if (body.text === '') {
    return <p className="quiet">The body is no text: {body.mediaType}.</p>;
  }
  return (
    <CodeBlock
      text={body.text}
      label="body of the answer"
      language={body.text.length > colouredCharactersMax ? 'text' : 'json'}
      {...(body.truncated ? { note: 'Cut: the whole of it is too long for a page.' } : {})}
    />
  );
}

function Deviations({
  of,
  title,
}: {
  of: readonly Deviation[];
  title: string;
}): ReactElement | null {
  if (of.length === 0) return null;
  return (
    <div className={classes.deviations}>
      <h3>{title}</h3>
      <ul>
        {of.map(({ place, what }) => (
          <li key={`${place} ${what}`}>
            <code>{place}</code> {what}
          </li>
        ))}
      </ul>
    </div>
  );
}
