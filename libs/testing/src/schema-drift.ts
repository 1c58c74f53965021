import { DataSource, type DataSourceOptions } from 'typeorm';

/** The statements that would bring a migrated schema to what its entities say; none when they agree. */
export async function schemaDrift(
  ownerUrl: string,
  schema: string,
  entities: NonNullable<DataSourceOptions['entities']>,
): Promise<string[]> {
  const source = new DataSource({ type: 'postgres', url: ownerUrl, schema, entities });
  await source.initialize();
  try {
    const { upQueries } = await source.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query);
  } finally {
    await source.destroy();
  }
}
