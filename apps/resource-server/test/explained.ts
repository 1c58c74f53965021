import type { Queryable, Statement } from '@sandbank/platform';

/** One node of a plan, with the scale that it was carried out on. */
export interface PlanNode {
  readonly kind: string;
  readonly relation: string | undefined;
  readonly index: string | undefined;
  /** All rows that it gave, and all that it looked at and left out. */
  readonly rows: number;
  readonly removed: number;
}

/** How a statement was carried out: every node, and the pages of 8 kB that it touched. */
export interface Explained {
  readonly nodes: readonly PlanNode[];
  readonly pages: number;
}

interface RawNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly RawNode[];
}

/**
 * Carries a statement out and tells how: planned for these values or, as after some calls, for any; on a disk where a page
 * out of order costs so many times one in order.
 */
export async function explained(
  connection: Queryable,
  { name, text }: Statement,
  values: readonly unknown[],
  plan: 'custom' | 'generic',
  randomPageCost: number,
): Promise<Explained> {
  const run = <R>(sql: string) => connection.query<R>({ name: '', text: sql });
  const prepared = `"${name}.${plan}"`;
  await run(`SET random_page_cost = ${randomPageCost}`);
  await run(`SET plan_cache_mode = force_${plan}_plan`);
  await run(`PREPARE ${prepared} AS ${text}`);
  const given = values.map(literal).join(', ');
  const [answer] = await run<{ 'QUERY PLAN': readonly [{ Plan: RawNode }] }>(
    `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) EXECUTE ${prepared} (${given})`,
  );
  await run(`DEALLOCATE ${prepared}`);
  const { Plan } = answer!['QUERY PLAN'][0];
  return {
    nodes: flat(Plan),
    pages: Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks'],
  };
}

const flat = (node: RawNode): PlanNode[] => [
  {
    kind: node['Node Type'],
    relation: node['Relation Name'],
    index: node['Index Name'],
    rows: node['Actual Rows'] * node['Actual Loops'],
    removed: (node['Rows Removed by Filter'] ?? 0) * node['Actual Loops'],
  },
  ...(node.Plans ?? []).flatMap(flat),
];

function literal(value: unknown): string {
  if (Array.isArray(value)) return `'{${value.map(word).join(',')}}'`;
  return `'${word(value)}'`;
}

const word = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : String(value);
