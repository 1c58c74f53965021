import type { ReactElement } from 'react';
import { plain } from '../text.js';

const oneTimeCode = /^(.*?)(\b\d{4,10}\b)(.*)$/u;

/** The text message a bank would send, shown on a drawn phone; the code in it stands out. */
export function PhoneMessage(props: {
  sender: string;
  number: string;
  text: string;
}): ReactElement {
  const text = plain(props.text, 320);
  const [, before, code, after] = oneTimeCode.exec(text) ?? [];
  return (
    <section className="phone" aria-labelledby="phone-title">
      <div className="phone-frame">
        <h2 className="phone-title" id="phone-title">
          A phone in the sandbox: <bdi>{plain(props.number, 40)}</bdi>
        </h2>
        <div className="phone-message" id="sms">
          <p className="phone-from">
            <span className="phone-app" aria-hidden="true" />
            <bdi>{plain(props.sender, 40)}</bdi>
            <span className="phone-when">Text message · now</span>
          </p>
          <p className="phone-text">
            {code === undefined ? (
              text
            ) : (
              <>
                {before}
                <strong className="phone-code">{code}</strong>
                {after}
              </>
            )}
          </p>
        </div>
      </div>
    </section>
  );
}
