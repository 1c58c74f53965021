import { once } from 'node:events';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { Controller, Get, Post, Req } from '@nestjs/common';
import {
  TestClock,
  testClientAuthority,
  type TestCertificate,
  type TestTls,
} from '@sandbank/testing';
import type { FastifyRequest } from 'fastify';
import {
  arrivedByMutualTls,
  listenMutualTls,
  presentedCertificate,
  ServedOverMutualTls,
  type MutualTlsOptions,
} from '../src/index.js';
import { startTinyServer, type TinyServer } from './tiny-server.js';

/** What a server made of the certificate of one request. */
export interface Sight {
  readonly byMutualTls: boolean;
  readonly thumbprint?: string;
  readonly isTrusted?: boolean;
  readonly isOfDirectory?: boolean;
  readonly disowned?: string;
}

const sightOf = (request: FastifyRequest): Sight => {
  const presented = presentedCertificate(request);
  return {
    byMutualTls: arrivedByMutualTls(request),
    ...(presented !== undefined && {
      thumbprint: presented.certificate.thumbprint,
      isTrusted: presented.isTrusted,
      ...(presented.isOfDirectory && { isOfDirectory: true }),
      ...(presented.disowned !== undefined && { disowned: presented.disowned }),
    }),
  };
};

@Controller('machine')
@ServedOverMutualTls()
class MachineController {
  @Get('sight')
  sight(@Req() request: FastifyRequest): Sight {
    return sightOf(request);
  }
}

@Controller('mixed')
class MixedController {
  @ServedOverMutualTls()
  @Post('token')
  token(@Req() request: FastifyRequest): Sight {
    return sightOf(request);
  }

  @Get('page')
  page(@Req() request: FastifyRequest): Sight {
    return sightOf(request);
  }
}

export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

export interface MutualServer extends TinyServer {
  readonly clock: TestClock;
  readonly port: number;
  readonly mutualPort: number;
  /** Connects to the listener for mutual TLS. */
  connect(options?: ConnectionOptions): Promise<TLSSocket>;
  /** One request on a connection of its own. */
  get(path: string, options?: ConnectionOptions, headers?: string): Promise<Answer>;
  /** What the server saw of a client with this certificate. */
  sight(
    certificate?: TestCertificate,
    options?: ConnectionOptions,
    headers?: string,
  ): Promise<Sight>;
}

/** A server with both listeners that trusts the process's test authority for clients, and no proxy by default. */
export async function startMutualServer(
  trustedProxies?: readonly string[],
  tls?: TestTls,
  directory?: MutualTlsOptions['directory'],
): Promise<MutualServer> {
  const { ca } = await testClientAuthority();
  const clock = new TestClock();
  const server = await startTinyServer({
    mutualTls: { clientAuthorities: ca, trustedProxies, ...(directory && { directory }) },
    clock,
    ...(tls !== undefined && { tls }),
    controllers: [MachineController, MixedController],
  });
  const mutualPort = await listenMutualTls(server.application, { host: 'localhost', port: 0 });
  const connectTo = async (options: ConnectionOptions = {}): Promise<TLSSocket> => {
    const socket = connect({
      ...{ host: 'localhost', servername: 'localhost', port: mutualPort, ca: server.tls.ca },
      ...options,
    });
    await once(socket, 'secureConnect');
    return socket;
  };
  const get: MutualServer['get'] = async (path, options, headers = '') => {
    const socket = await connectTo(options);
    return ask(socket, `GET ${path} HTTP/1.1\r\nhost: x\r\n${headers}connection: close\r\n\r\n`);
  };
  return {
    ...server,
    clock,
    port: Number(new URL(server.url).port),
    mutualPort,
    connect: connectTo,
    get,
    sight: async (certificate, options, headers) => {
      const shown = certificate && {
        cert: certificate.cert + certificate.chain,
        key: certificate.key,
      };
      const answer = await get('/machine/sight', { ...shown, ...options }, headers);
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.body}`);
      return JSON.parse(answer.body) as Sight;
    },
  };
}

/** Writes a request and reads until the server hangs up. */
export async function ask(socket: TLSSocket, text: string): Promise<Answer> {
  socket.on('error', () => undefined);
  let answer = '';
  socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
  socket.write(text, 'latin1');
  await once(socket, 'close');
  const [head = '', body = ''] = answer.split('\r\n\r\n', 2);
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body };
}
