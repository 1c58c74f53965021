import { createLogger, nestLogger, redactedMembers } from '../src/index.js';

const secret = 'value-that-no-log-may-hold';

function logged(log: (logger: ReturnType<typeof createLogger>) => void, level = 'debug') {
  const lines: string[] = [];
  log(createLogger('test', level, { write: (line) => lines.push(line) }));
  return lines;
}

describe('the log', () => {
  it('is one JSON object in a line, with app, level and time', () => {
    const lines = logged((logger) => logger.info({ interaction_id: 'i' }, 'refused'));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      app: 'test',
      interaction_id: 'i',
      msg: 'refused',
    });
  });

  it('says nothing below its level', () => {
    expect(logged((logger) => logger.info('quiet'), 'warn')).toEqual([]);
    expect(logged((logger) => logger.error('quiet'), 'silent')).toEqual([]);
  });

  it.each(redactedMembers)('never holds %s, at any depth up to two', (member) => {
    const value = { [member]: secret };
    const lines = logged((logger) => {
      logger.info(value);
      logger.info({ headers: value });
      logger.info({ request: { headers: value } });
    });
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line).not.toContain(secret);
      expect(line).toContain('[redacted]');
    }
  });

  it.each([
    'authorization',
    'dpop',
    'cookie',
    'set-cookie',
    'location',
    'code',
    'password',
    'state',
  ])('counts %s among the secrets', (member) => expect(redactedMembers).toContain(member));

  it('tells of an error what it is, and of its causes', () => {
    const cause = Object.assign(new TypeError('inner'), { code: '57P01' });
    const [line = ''] = logged((logger) =>
      logger.error({ err: new Error('outer', { cause }) }, 'failed'),
    );
    expect(JSON.parse(line)).toMatchObject({
      err: {
        type: 'Error',
        message: 'outer',
        stack: expect.stringContaining('logger.spec'),
        cause: { type: 'TypeError', message: 'inner', error_code: '57P01' },
      },
    });
  });

  it('tells of an error nothing that a driver put beside it', () => {
    const failed = Object.assign(new Error('duplicate key'), {
      parameters: [secret],
      detail: `Key (username)=(${secret}) already exists.`,
      evidence: { received: secret },
      query: secret,
    });
    const lines = logged((logger) => logger.error({ err: new Error('failed', { cause: failed }) }));
    expect(lines.join('')).toContain('duplicate key');
    expect(lines.join('')).not.toContain(secret);
  });

  it.each([['a string'], [7], [null], [{ message: 'an object' }]])(
    'takes %p for an error too',
    (thrown) => {
      const [line = ''] = logged((logger) => logger.warn({ err: thrown }));
      expect(JSON.parse(line)).toMatchObject({ err: { message: expect.any(String) } });
    },
  );

  it('ends with the causes of an error that is its own cause', () => {
    const error = new Error('round');
    error.cause = error;
    const [line = ''] = logged((logger) => logger.error({ err: error }));
    expect(line.match(/"message":"round"/g)).toHaveLength(5);
  });
});

describe('nestLogger', () => {
  it('keeps the chatter of Nest below info, and its warnings above', () => {
    const speak = (logger: ReturnType<typeof createLogger>) => {
      const nest = nestLogger(logger);
      nest.log('Mapped {/healthz, GET} route', 'RouterExplorer');
      nest.warn('careful', 'Injector');
      nest.error('broken', 'the stack', 'ExceptionHandler');
    };
    expect(logged(speak).map((line) => JSON.parse(line))).toMatchObject([
      { level: 'debug', context: 'RouterExplorer', msg: 'Mapped {/healthz, GET} route' },
      { level: 'warn', context: 'Injector', msg: 'careful' },
      { level: 'error', context: 'ExceptionHandler', msg: 'broken' },
    ]);
    expect(logged(speak, 'info')).toHaveLength(2);
  });
});
