import { Controller, Get, UseGuards } from '@nestjs/common';
import {
  AcceptUsedConsent,
  AccessTokenGuard,
  RequireAuthentication,
  RequireConsentType,
} from '../src/index.js';

export const strong = 'urn:example:strong';
export const maxAgeSeconds = 300;

/** Routes that want more of a customer than a token. */
@Controller(':bank/open-banking/v4.0/demanding')
@UseGuards(AccessTokenGuard)
export class DemandingController {
  @Get('fresh')
  @RequireAuthentication({ acrValues: [strong, 'urn:sandbank:sca'], maxAgeSeconds })
  fresh(): object {
    return {};
  }

  @Get('strong')
  @RequireAuthentication({ acrValues: [strong] })
  strong(): object {
    return {};
  }

  @Get('as-the-bank-says')
  @RequireAuthentication(({ slug }) => ({
    acrValues: ['urn:sandbank:sca'],
    maxAgeSeconds: slug === 'granite' ? 10 : 60,
  }))
  asTheBankSays(): object {
    return {};
  }

  @Get('payment')
  @RequireConsentType('urn:sandbank:domestic-payment:v1')
  payment(): object {
    return {};
  }

  @Get('used')
  @AcceptUsedConsent()
  used(): object {
    return {};
  }
}
