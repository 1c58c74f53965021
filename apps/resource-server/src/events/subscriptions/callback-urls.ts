import { Inject, Injectable } from '@nestjs/common';
import { Destinations, OutgoingError } from '@sandbank/platform';
import { SETTINGS, type Settings } from '../../config.js';
import { invalidField } from '../../open-banking/open-banking-error.js';

/** Where events may be sent: https at public addresses, and hosts of the installation's own. */
@Injectable()
export class CallbackUrls {
  /** Decides again at each delivery, when names have addresses. */
  readonly destinations: Destinations;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.destinations = new Destinations({ allowedHosts: settings.SANDBANK_FETCH_ALLOWED_HOSTS });
  }

  /** 400 for a URL that nothing will ever be sent to; its name is not resolved here. */
  assertUsable(url: string): void {
    try {
      if (this.destinations.admit(url).hash === '') return;
    } catch (cause) {
      if (!(cause instanceof OutgoingError)) throw cause;
      throw invalidField('the URL cannot be called', 'Data.CallbackUrl', cause.message);
    }
    throw invalidField('the URL has a fragment', 'Data.CallbackUrl', url);
  }
}
