import type { Bank } from '../banks/bank.js';
import type { FlowEntity } from '../flow/flow.entity.js';
import type { Hop } from '../flow/hop.js';

/** What came of a journey that began at the start URL. */
export interface StartOutcome {
  readonly flow_id: string;
  readonly issuer: string;
  readonly client_id: string;
  readonly status: string;
  readonly error?: string;
  readonly error_description?: string;
  readonly interaction_id?: string;
  /** What was said, in order: no token or code in it. */
  readonly hops: readonly {
    readonly kind: string;
    readonly url: string;
    readonly status?: number;
  }[];
  readonly userinfo?: unknown;
  readonly resource?: { readonly url: string; readonly status: number; readonly body?: unknown };
}

/** Reads the outcome off the recording. */
export function startOutcome(
  flow: FlowEntity,
  bank: Bank,
  recorded: readonly { readonly hop: Hop }[],
): StartOutcome {
  const hops = recorded.map(({ hop }) => hop);
  const last = (kind: Hop['kind']): Hop | undefined => hops.findLast((hop) => hop.kind === kind);
  const userinfo = last('userinfo');
  const resource = last('resource');
  return {
    flow_id: flow.flowId,
    issuer: bank.issuer,
    client_id: bank.clientId,
    status: flow.status,
    ...(flow.error !== null && { error: flow.error }),
    ...(flow.errorDescription !== null && { error_description: flow.errorDescription }),
    ...(flow.interactionId !== null && { interaction_id: flow.interactionId }),
    hops: hops.map(({ kind, request, response }) => ({
      kind,
      url: request.url,
      ...(response && { status: response.status }),
    })),
    ...(userinfo?.response?.status === 200 && { userinfo: bodyOf(userinfo) }),
    ...(resource?.response && {
      resource: {
        url: resource.request.url,
        status: resource.response.status,
        body: bodyOf(resource),
      },
    }),
  };
}

const bodyOf = ({ response }: Hop): unknown => {
  const text = response?.body?.text;
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
