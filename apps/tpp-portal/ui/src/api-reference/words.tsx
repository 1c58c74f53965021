import type { ReactElement } from 'react';

/** Text whose `code` stands between backticks. */
export function Words({ text }: { text: string }): ReactElement {
  return (
    <>
      {text
        .split(/(`[^`]+`)/)
        .map((part, index) =>
          part.startsWith('`') ? <code key={index}>{part.slice(1, -1)}</code> : part,
        )}
    </>
  );
}
