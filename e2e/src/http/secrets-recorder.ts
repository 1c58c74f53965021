const secretParameters = [
  'access_token',
  'client_assertion',
  'code',
  'code_verifier',
  'csrf',
  'id_token',
  'otp',
  'password',
  'refresh_token',
  'request_uri',
];

/** Watches every request of this spec's clients and keeps each value that no log may ever contain. */
export class SecretsRecorder {
  /** What was seen: a name for the message of a failing test, and the value. */
  readonly secrets = new Map<string, Set<string>>();
  private readonly original = globalThis.fetch;

  /** Puts the recorder between the clients and the network; undone by `stop`. */
  start(): void {
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      await this.readRequest(request.clone());
      const response = await this.original(request);
      await this.readResponse(response.clone());
      return response;
    };
  }

  stop(): void {
    globalThis.fetch = this.original;
  }

  keep(name: string, value: string | null | undefined): void {
    // A value this short is found in any log by chance.
    if (value === null || value === undefined || value.length < 6) return;
    const values = this.secrets.get(name) ?? new Set();
    this.secrets.set(name, values.add(value));
  }

  /** Keeps the secret parameters of a query or a form. */
  keepParameters(parameters: URLSearchParams): void {
    for (const name of secretParameters) this.keep(name, parameters.get(name));
  }

  private async readRequest(request: Request): Promise<void> {
    this.keep('DPoP proof', request.headers.get('dpop'));
    this.keep('access_token', request.headers.get('authorization')?.replace(/^\w+ /, ''));
    this.keepParameters(new URL(request.url).searchParams);
    const body = await request.text();
    if (!body.startsWith('{')) this.keepParameters(new URLSearchParams(body));
  }

  private async readResponse(response: Response): Promise<void> {
    for (const cookie of response.headers.getSetCookie()) {
      this.keep('cookie', cookie.slice(cookie.indexOf('=') + 1).split(';')[0]);
    }
    const location = response.headers.get('location');
    if (location !== null)
      this.keepParameters(new URL(location, response.url || 'https://localhost').searchParams);
    if (response.headers.get('content-type')?.startsWith('application/json') !== true) return;
    const body = (await response.json()) as Record<string, unknown>;
    for (const name of secretParameters) {
      const value = body[name];
      if (typeof value === 'string') this.keep(name, value);
    }
  }
}
