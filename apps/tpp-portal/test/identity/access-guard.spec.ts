import { Controller, Get, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ForMembers, ForVisitors } from '../../src/identity/access.decorator.js';
import { AccessGuard } from '../../src/identity/access.guard.js';
import type { Member } from '../../src/identity/member.js';
import type { SignIns } from '../../src/identity/sign-ins.js';

@Controller()
class Forgotten {
  @Get()
  silent(): void {}

  @Get('open')
  @ForVisitors()
  open(): void {}
}

@Controller()
@ForMembers()
class Closed {
  @Get()
  silent(): void {}

  @Get('open')
  @ForVisitors()
  open(): void {}
}

const member: Member = {
  ...{ personId: 'p', name: 'Ada', isGuest: false, isOperator: false, organisations: [] },
  ...{ signInKey: 'k', signedInAt: new Date(0) },
};

const allows = (controller: { prototype: object }, handler: string, who: Member | undefined) => {
  const signIns = { find: () => Promise.resolve(who) } as unknown as SignIns;
  const context = {
    getClass: () => controller,
    getHandler: () => (controller.prototype as Record<string, unknown>)[handler],
    switchToHttp: () => ({ getRequest: () => ({ params: {} }) }),
  } as unknown as ExecutionContext;
  return new AccessGuard(new Reflector(), signIns).canActivate(context);
};

describe('a handler', () => {
  it('that says nothing is closed to all, and what it says goes before what its class says', async () => {
    expect(await allows(Forgotten, 'silent', member)).toBe(false);
    expect(await allows(Forgotten, 'silent', { ...member, isOperator: true })).toBe(false);
    expect(await allows(Forgotten, 'open', undefined)).toBe(true);
    expect(await allows(Closed, 'open', undefined)).toBe(true);
    expect(await allows(Closed, 'silent', member)).toBe(true);
    await expect(allows(Closed, 'silent', undefined)).rejects.toMatchObject({ status: 401 });
    await expect(allows(Closed, 'silent', { ...member, isOperator: true })).rejects.toMatchObject({
      status: 403,
    });
  });
});
