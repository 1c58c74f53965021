import type { ReactElement, ReactNode } from 'react';

/** Terms and what they are, in the order given. */
export function DescriptionList(props: {
  items: readonly { term: string; description: ReactNode }[];
}): ReactElement {
  return (
    <dl className="facts">
      {props.items.map(({ term, description }) => (
        <div key={term} className="fact">
          <dt>{term}</dt>
          <dd>{description}</dd>
        </div>
      ))}
    </dl>
  );
}
