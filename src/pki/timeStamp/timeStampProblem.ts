/** Why a time stamp proves nothing. */
export type TimeStampProblem =
  | 'malformed'
  /** It is over other bytes. */
  | 'imprint'
  | 'signature'
  /** Its certificate is not for time stamps alone (RFC 3161 §2.3). */
  | 'usage'
  | 'algorithm'
  | 'certificate-missing'
  | 'untrusted'
  | 'not-valid-then'
  | 'revoked'
  | 'status-unknown';
