/** The account that the examples are about. */
export const exampleAccountId = '0193a5f0-6f4b-7c1e-9a52-3d7e4c8b1f60';

/** An answer of one page as it could look; `path` is below the account information API. */
export const answered = <Data extends object>(data: Data, path: string) => ({
  Data: data,
  Links: { Self: `https://localhost:9442/harbour/open-banking/v4.0/aisp/${path}` },
  Meta: { TotalPages: 1 },
});
