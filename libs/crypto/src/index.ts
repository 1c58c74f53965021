export * from './certificate-path.js';
export * from './certificate-revocation-list.js';
export * from './client-assertion.js';
export * from './client-certificate.js';
export * from './digest.js';
export {
  formatDistinguishedName,
  sameDistinguishedName,
  type AttributeTypeAndValue,
  type DistinguishedName,
  type RelativeDistinguishedName,
} from './distinguished-name.js';
export * from './distinguished-name-parser.js';
export * from './dpop.js';
export * from './errors.js';
export * from './htu.js';
export { ipAddressText, sameIpAddress } from './ip-address.js';
export * from './json-object.js';
export * from './jwk.js';
export * from './jwk-set.js';
export * from './jws.js';
export {
  algorithmFits,
  isJwsAlgorithm,
  jwsAlgorithms,
  type JwsAlgorithm,
} from './jws-algorithm.js';
export * from './nonce.js';
export * from './random.js';
export * from './seal.js';
export * from './signing-key.js';
export * from './verification-key.js';
