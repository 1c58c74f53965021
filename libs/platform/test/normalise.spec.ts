import {
  HttpException,
  InternalServerErrorException,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import { invalidGrant } from '@sandbank/oauth';
import { normaliseRefusal } from '../src/refusals/normalise.js';

const fastifyError = (statusCode: unknown) => Object.assign(new Error('inner'), { statusCode });

describe('normaliseRefusal', () => {
  it('leaves a refusal as it is', () => {
    const refusal = invalidGrant('no');
    expect(normaliseRefusal(refusal)).toBe(refusal);
  });

  it.each([
    ['an exception of Nest', new NotFoundException('inner'), 404, 'invalid_request'],
    ['a status without a sentence', new HttpException('inner', 418), 418, 'invalid_request'],
    ['an error of Fastify', fastifyError(413), 413, 'invalid_request'],
    ['the lowest status of a client error', fastifyError(400), 400, 'invalid_request'],
    ['the highest status of a client error', fastifyError(499), 499, 'invalid_request'],
    ['an internal exception of Nest', new InternalServerErrorException(), 500, 'server_error'],
    ['a status of Nest beyond 500', new HttpException('inner', 502), 500, 'server_error'],
    ['a status that says success', fastifyError(200), 500, 'server_error'],
    ['a status that is no number', fastifyError('404'), 500, 'server_error'],
    ['unavailability', new ServiceUnavailableException(), 503, 'temporarily_unavailable'],
    [
      'a database that is gone',
      Object.assign(new Error('inner'), { code: '57P01' }),
      503,
      'temporarily_unavailable',
    ],
    ['a failure', new TypeError('inner'), 500, 'server_error'],
    ['a string', 'inner', 500, 'server_error'],
    ['nothing', undefined, 500, 'server_error'],
    ['null', null, 500, 'server_error'],
    ['an object that looks like a refusal', { status: 400, error: 'x' }, 500, 'server_error'],
  ])('words %s, keeps the cause and tells nothing of it', (_what, thrown, status, error) => {
    const refusal = normaliseRefusal(thrown);
    expect(refusal).toMatchObject({ status, error });
    expect(refusal.cause).toBe(thrown);
    expect(refusal.description).not.toContain('inner');
  });

  it('says when to come back', () => {
    const refusal = normaliseRefusal(new ServiceUnavailableException());
    expect(refusal.headers).toEqual({ 'retry-after': '2' });
  });
});
