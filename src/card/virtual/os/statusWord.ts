/** The status words our card gives (ISO 7816-4 §5.6, and AKİS's use of 63Cx and 6983). */
export const SW = {
  ok: 0x9000,
  endOfFile: 0x6282,
  /** 63Cx: wrong PIN, x tries left; or, to an empty VERIFY, x tries left. */
  triesLeft: 0x63c0,
  memoryFailure: 0x6581,
  wrongLength: 0x6700,
  channelNotSupported: 0x6881,
  secureMessagingNotSupported: 0x6882,
  lastOfChainExpected: 0x6883,
  securityStatus: 0x6982,
  blocked: 0x6983,
  conditionsOfUse: 0x6985,
  noCurrentEf: 0x6986,
  wrongData: 0x6a80,
  fileNotFound: 0x6a82,
  wrongP1P2: 0x6a86,
  referenceNotFound: 0x6a88,
  wrongOffset: 0x6b00,
  /** 6Cxx: repeat with Le xx. */
  wrongLe: 0x6c00,
  moreData: 0x6100,
  wrongIns: 0x6d00,
  wrongCla: 0x6e00,
  internal: 0x6f00,
} as const;
