declare module 'virtual:design-tokens.css';

declare module 'virtual:api-index' {
  export const apiIndex: unknown;
}
