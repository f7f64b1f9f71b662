/** What happened to a document so that a digest differs; each was tried, and made it right. */
export type DigestCause =
  /** White space between elements was added or taken away. */
  | { readonly kind: 'white-space' }
  /** Line ends, in the way that canonical XML sees: a "&#13;" came or went. */
  | { readonly kind: 'line-ends' }
  | { readonly kind: 'byte-order-mark' }
  /** Signed in another encoding, or through a wrong one. */
  | { readonly kind: 'encoding'; readonly encoding: string }
  /** A namespace declaration of an ancestor came, went or moved; `element` has it. */
  | { readonly kind: 'namespace'; readonly prefix: string; readonly added: boolean }
  | { readonly kind: 'attribute'; readonly name: string }
  /** A processing instruction outside the root was left out of the digest. */
  | { readonly kind: 'instruction'; readonly target: string }
  /** Another canonicalization than the one that is named; both by URI. */
  | { readonly kind: 'canonicalization'; readonly used: string; readonly named: string }
  /** The document alone was signed and then put into an envelope, or taken out. */
  | { readonly kind: 'envelope' }
  /** SignedProperties alone, without the namespaces around it. */
  | { readonly kind: 'out-of-context' }
  /** The signature itself was in the digest: the enveloped-signature transform was not made. */
  | { readonly kind: 'not-enveloped' }
  /** The signature was left out of the digest, and no enveloped-signature transform says so. */
  | { readonly kind: 'enveloped-unnamed' }
  /** The raw bytes of the file were digested, and not their canonical form. */
  | { readonly kind: 'raw-bytes' }
  /** The digest was made with another function than the one that is named. */
  | { readonly kind: 'algorithm'; readonly used: string };
