import type { IncomingHttpHeaders } from 'node:http';
import { invalidRequest } from '@sandbank/oauth';

/** What an agent that acts for somebody says of itself: the tool at work and what it was asked to do. Nobody checks it. */
export interface AgentContext {
  readonly tool?: string | undefined;
  readonly action?: string | undefined;
}

const agentToolHeader = 'x-sandbank-agent-tool';
const agentActionHeader = 'x-sandbank-agent-action';

// Letters and signs of any script, and spaces between them; nothing that steers a terminal or turns text around.
const printable = /^[^\p{C}\p{Z}](?:[^\p{C}\p{Zl}\p{Zp}]*[^\p{C}\p{Z}])?$/u;
const charactersMax = 140;

function said(name: string, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value.length <= charactersMax && printable.test(value)) {
    return value;
  }
  throw invalidRequest(`${name} must be 1 to ${charactersMax} printable characters`);
}

/** The context in the headers of a resource call. @throws `invalid_request` for anything but printable text. */
export function agentContextOf(headers: IncomingHttpHeaders): AgentContext {
  return {
    tool: said(agentToolHeader, headers[agentToolHeader]),
    action: said(agentActionHeader, headers[agentActionHeader]),
  };
}

/** The context in the parameters of a pushed request. @throws `invalid_request` likewise. */
export function agentContextIn(parameters: Readonly<Record<string, unknown>>): AgentContext {
  return {
    tool: said('agent_tool', parameters['agent_tool']),
    action: said('agent_action', parameters['agent_action']),
  };
}
