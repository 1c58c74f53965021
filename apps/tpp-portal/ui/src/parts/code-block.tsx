import type { ReactElement, ReactNode } from 'react';
import { Copy } from './copy.js';
import { jsonPieces, textPieces, type Piece } from './highlight.js';
import classes from './code-block.module.css';

function Pieces({ pieces }: { pieces: readonly Piece[] }): ReactElement {
  return (
    <>
      {pieces.map((piece, index) =>
        piece.kind === 'plain' ? (
          piece.text
        ) : (
          <span key={index} className={classes[piece.kind]}>
            {piece.text}
          </span>
        ),
      )}
    </>
  );
}

/** Text in code type with a copy button; long ones scroll and can be reached by keyboard. */
export function CodeBlock({
  text,
  label,
  language = 'text',
  note,
}: {
  text: string;
  label: string;
  language?: 'json' | 'text';
  note?: ReactNode;
}): ReactElement {
  const pieces = language === 'json' ? jsonPieces(text) : textPieces(text);
  return (
    <div className={classes.block}>
      <pre className={classes.pre} tabIndex={0} role="region" aria-label={label}>
        <code>
          <Pieces pieces={pieces} />
        </code>
      </pre>
      <div className={classes.copy}>
        <Copy value={text} label={`Copy ${label}`} />
      </div>
      {note === undefined ? null : <p className={classes.note}>{note}</p>}
    </div>
  );
}

/** A value as indented JSON. */
export function JsonBlock({ value, label }: { value: unknown; label: string }): ReactElement {
  return <CodeBlock text={JSON.stringify(value, null, 2)} label={label} language="json" />;
}
