import fc from 'fast-check';
import { frozen, type FrozenFlow } from '../../src/flow/frozen-flow.js';
import type { Hop as RecordedHop } from '../../src/flow/hop.js';
import { maskParameters, maskSecret } from '../../src/flow/masking.js';

const base64url =
  'A B C D E F G H J K M N P Q R S T U V W X Y Z a b c d e f g h j k 2 3 4 5 6 7 8 9 - _';
const secret = fc
  .array(fc.constantFrom(...base64url.split(' ')), { minLength: 24, maxLength: 60 })
  .map((characters) => `S3${characters.join('')}`);
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = fc
  .tuple(fc.constantFrom('ES256', 'PS256'), secret, fc.string())
  .map(([alg, signature, text]) => ({
    signature,
    text: `${part({ alg, typ: 'JWT' })}.${part({ iss: 'client-1', text })}.${signature}`,
  }));

const secretNames = fc.constantFrom(
  ...['access_token', 'code', 'code_verifier', 'refresh_token', 'token', 'request_uri'],
);

/** A hop as it would stand if nobody had masked anything, with what must not leave. */
const nakedHop = fc
  .record({
    form: fc.array(fc.tuple(secretNames, secret), { minLength: 1, maxLength: 4 }),
    plain: fc.array(fc.tuple(fc.constantFrom('scope', 'state', 'redirect_uri'), fc.string())),
    assertion: jwt,
    proof: jwt,
    token: jwt,
    cookie: secret,
    answer: fc.tuple(secretNames, secret),
    deep: fc.integer({ min: 0, max: 4 }),
    once: secret,
    isCut: fc.boolean(),
    kind: fc.constantFrom<RecordedHop['kind']>('push', 'token', 'resource', 'callback'),
  })
  .map((made) => {
    const { form, plain, assertion, proof, token, cookie, answer, deep, once, isCut } = made;
    const [member, value] = answer;
    let body: object = { [member]: value, id_token: token.text };
    for (let depth = 0; depth < deep; depth += 1) body = { inner: [body] };
    const json = JSON.stringify(body);
    const sent = new URLSearchParams([...form, ...plain, ['client_assertion', assertion.text]]);
    const hop: RecordedHop = {
      kind: made.kind,
      title: 'A hop',
      from: 'client',
      to: 'authorization-server',
      startedAt: '2026-11-21T15:30:00.000Z',
      durationMilliseconds: 12.5,
      request: {
        method: 'POST',
        url: `https://bank.example/harbour/par?${new URLSearchParams(form).toString()}#${once}`,
        headers: [
          ['authorization', `DPoP ${token.text}`],
          ['dpop', proof.text],
          ['cookie', `sid=${cookie}`],
        ],
        body: {
          mediaType: 'application/x-www-form-urlencoded',
          text: sent.toString(),
          truncated: false,
        },
      },
      response: {
        status: 200,
        headers: [['location', `https://app.example/cb?code=${cookie}&state=x`]],
        body: {
          mediaType: 'application/json',
          text: isCut ? json.slice(0, -1) : json,
          truncated: isCut,
        },
      },
      jwts: [
        {
          where: 'Client assertion',
          side: 'request',
          header: { alg: 'ES256' },
          payload: { iss: 'client-1', jti: once, nonce: once },
        },
      ],
      checks: [],
    };
    const secrets = [
      ...form.map(([, one]) => one),
      ...[assertion, proof, token].flatMap(({ signature, text }) => [signature, text]),
      ...[cookie, value, once],
    ];
    return { hop, secrets };
  });

const flowOf = (hops: readonly RecordedHop[]): FrozenFlow => ({
  ...{ flow: 'f', source: 'records', bank: 'harbour', bankName: 'Harbour Bank' },
  ...{ appName: 'Pebble', outcome: 'completed', error: null, recordingFull: false },
  startedAt: '2026-11-21T15:30:00.000Z',
  hops: hops.map((hop, index) => ({ ...hop, number: index + 1 })),
});

describe('what is given out of a journey', () => {
  it('holds no secret, even of a hop that nobody had masked', () => {
    fc.assert(
      fc.property(fc.array(nakedHop, { minLength: 1, maxLength: 3 }), (made) => {
        const copy = frozen(flowOf(made.map(({ hop }) => hop)));
        const out = JSON.stringify(copy);
        expect(out).toContain('bank.example');
        for (const one of made.flatMap(({ secrets }) => secrets)) {
          expect(out.includes(one)).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is masked the same when it is masked again', () => {
    fc.assert(
      fc.property(nakedHop, ({ hop }) => {
        const once = frozen(flowOf([hop]));
        expect(frozen(once)).toEqual(once);
      }),
      { numRuns: 50 },
    );
    expect(maskSecret('sha256:abcdefghijklmnop(231 characters)')).toContain('231 characters');
    expect(maskParameters('code=•••wxyz')).toBe('code=•••wxyz');
  });
});
