import { ButtonLink } from '@sandbank/ui';
import type { ReactElement } from 'react';
import { FailureView, type FailureModel } from '../../interaction/views/failure.view.js';

/** Something that cannot be shown or done, and what to do now. */
export interface MessageModel extends FailureModel {
  /** Where to go on; absent where there is nowhere. */
  backHref?: string | undefined;
}

/** The page for it. */
export function MessageView(model: MessageModel): ReactElement {
  return (
    <FailureView id="message" model={model}>
      {model.backHref === undefined ? null : (
        <p className="pager">
          <ButtonLink id="back" kind="secondary" href={model.backHref}>
            To what you share
          </ButtonLink>
        </p>
      )}
    </FailureView>
  );
}
