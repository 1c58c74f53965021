import {
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { ServedOverMutualTls } from '@sandbank/platform';
import {
  AcceptUsedConsent,
  AccessTokenGuard,
  Authorization,
  RequireScope,
  type ResourceAuthorization,
} from '@sandbank/protected-resource';
import { RecordedAccess } from '../audit/recorded-access.interceptor.js';
import { UserInfoService } from './userinfo.service.js';

/** The UserInfo endpoint (OpenID Connect Core 5.3): a protected resource like any other, and guarded like one. */
@Controller(':bank/userinfo')
@ServedOverMutualTls()
@UseGuards(AccessTokenGuard)
@UseInterceptors(RecordedAccess)
@RequireScope('openid')
@AcceptUsedConsent()
export class UserInfoController {
  constructor(@Inject(UserInfoService) private readonly userInfo: UserInfoService) {}

  @Get()
  get(@Authorization() authorization: ResourceAuthorization): Promise<object> {
    return this.userInfo.claims(authorization);
  }

  @Post()
  @HttpCode(200)
  post(@Authorization() authorization: ResourceAuthorization): Promise<object> {
    return this.userInfo.claims(authorization);
  }
}
