import assert from 'node:assert/strict';
import turkish from '../../../l10n/bundle.l10n.tr.json' with { type: 'json' };
import { MuhurError } from '../../../src/errors.ts';
import type { ErrorCode } from '../../../src/errors.ts';
import { explain, explanationText } from '../../../src/text/errors.ts';
import { useLanguage } from '../../../src/text/language.ts';
import { errorExamples } from '../../fixtures/errorExamples.ts';

/** Did it cost a try? `elsewhere`: no PIN operation ends so, or nobody is told. */
type Cost = 'yes' | 'no' | 'unknown' | 'elsewhere';

/** The answer that the words for each error must give; a forgotten code does not compile. */
const costs: Readonly<Record<ErrorCode, Cost>> = {
  'reader/addon-missing': 'elsewhere',
  'reader/no-service': 'no',
  'reader/service-lost': 'unknown',
  'reader/not-found': 'no',
  'reader/none': 'elsewhere',
  'reader/unavailable': 'unknown',
  'reader/in-use': 'no',
  'reader/timeout': 'unknown',
  'reader/failed': 'unknown',
  'card/absent': 'no',
  'card/removed': 'unknown',
  'card/reset': 'unknown',
  'card/mute': 'unknown',
  'card/unrecognised': 'no',
  'card/swapped': 'no',
  // The example is a VERIFY; other commands are below.
  'card/status': 'unknown',
  'card/malformed': 'no',
  'card/key-not-found': 'elsewhere',
  'card/hash-length': 'elsewhere',
  'card/unsupported': 'no',
  'pin/wrong': 'yes',
  'pin/blocked': 'no',
  'pin/not-verified': 'no',
  'pin/unusable': 'unknown',
  'pin/length': 'no',
  'pin/characters': 'no',
  'pin/last-try': 'no',
  'pin/needs-module': 'no',
  'puk/length': 'no',
  'puk/characters': 'no',
  'puk/wrong': 'yes',
  'puk/blocked': 'no',
  'puk/last-try': 'no',
  'pkcs11/addon-missing': 'elsewhere',
  'pkcs11/not-found': 'elsewhere',
  'pkcs11/not-library': 'elsewhere',
  'pkcs11/other-architecture': 'elsewhere',
  'pkcs11/not-module': 'elsewhere',
  'pkcs11/not-loaded': 'elsewhere',
  'pkcs11/failed': 'unknown',
  'pkcs11/ended': 'no',
  'pkcs11/ended-with-pin': 'unknown',
  'pkcs11/other-card': 'no',
  'pkcs11/not-initialised': 'no',
  'pkcs11/no-pin': 'no',
  'pkcs11/pin-expired': 'no',
  'pkcs11/no-other-way': 'elsewhere',
  'pkcs11/pin-refused': 'unknown',
  'virtual-card/damaged': 'elsewhere',
  'virtual-card/in-use': 'elsewhere',
  'virtual-card/not-found': 'elsewhere',
  'virtual-card/exists': 'elsewhere',
  'virtual-card/name': 'elsewhere',
  'virtual-card/storage': 'elsewhere',
  'vpcd/unreachable': 'elsewhere',
  'vpcd/occupied': 'elsewhere',
  'portal/sign-in-failed': 'elsewhere',
  'portal/sign-in-paused': 'elsewhere',
  'portal/sign-in-expired': 'elsewhere',
  'portal/sms-too-soon': 'elsewhere',
  'portal/sms-code-wrong': 'elsewhere',
  'portal/sms-code-expired': 'elsewhere',
  'portal/challenge-expired': 'elsewhere',
  'portal/not-signatory': 'elsewhere',
  'portal/organisation-needed': 'elsewhere',
  'portal/session-ended': 'elsewhere',
  'portal/signature-refused': 'elsewhere',
  'portal/unreachable': 'elsewhere',
  'portal/timeout': 'elsewhere',
  'portal/answer': 'elsewhere',
  'portal/address-refused': 'elsewhere',
  'portal/not-simulator': 'elsewhere',
  'portal/input': 'elsewhere',
  'portal/not-found': 'elsewhere',
  'portal/certificate-state': 'elsewhere',
  'portal/not-confirmed': 'elsewhere',
  'portal/renewal-early': 'elsewhere',
  'portal/secrets-deleted': 'elsewhere',
  'portal/secrets-unreadable': 'elsewhere',
  'portal/real-card': 'elsewhere',
  'portal/other-card': 'elsewhere',
  'portal/card-dead': 'elsewhere',
  'portal/card-answer': 'elsewhere',
  'portal/operation-step': 'elsewhere',
  'portal/unlock-impossible': 'elsewhere',
  'portal/organisation-exists': 'elsewhere',
  'portal/test-token': 'elsewhere',
  'portal/host-refused': 'elsewhere',
  'portal/method': 'elsewhere',
  'portal/media-type': 'elsewhere',
  'portal/too-large': 'elsewhere',
  'portal/too-many': 'elsewhere',
  'portal/down': 'elsewhere',
  'portal/clock': 'elsewhere',
  'simulator/in-use': 'elsewhere',
  'simulator/port-taken': 'elsewhere',
  'simulator/other-port': 'elsewhere',
  'simulator/newer': 'elsewhere',
  'simulator/storage': 'elsewhere',
  'simulator/damaged': 'elsewhere',
  'simulator/no-sqlite': 'elsewhere',
  'simulator/not-started': 'elsewhere',
  'file/read-only': 'elsewhere',
  'file/not-written': 'elsewhere',
  'file/not-found': 'elsewhere',
  'file/no-access': 'elsewhere',
  'file/folder': 'elsewhere',
  'file/not-read': 'elsewhere',
  'file/changed': 'elsewhere',
  'file/not-opened': 'elsewhere',
  'trust/not-found': 'elsewhere',
  'trust/unreadable': 'elsewhere',
  'trust/not-certificate': 'elsewhere',
  'trust/too-large': 'elsewhere',
  'trust/roots': 'elsewhere',
  'time-stamp/unreachable': 'elsewhere',
  'time-stamp/refused': 'elsewhere',
  'time-stamp/answer': 'elsewhere',
  'cms/malformed': 'elsewhere',
  // With a right PIN, after which no other is sent.
  'sign/other-key': 'elsewhere',
  'sign/certificate': 'no',
  'sign/no-certificate': 'no',
  'sign/certificate-not-found': 'no',
  'sign/encryption-certificate': 'no',
  'sign/purpose': 'no',
  'sign/expired': 'no',
  'sign/not-yet-valid': 'no',
  'sign/no-key': 'no',
  'document/unreadable': 'elsewhere',
  'document/envelope': 'elsewhere',
  'document/already-signed': 'elsewhere',
  'document/no-place': 'elsewhere',
  'document/not-signed': 'elsewhere',
  'document/no-counter-signature': 'elsewhere',
  'document/duplicate-id': 'elsewhere',
  'document/check-failed': 'elsewhere',
  'pfx/malformed': 'elsewhere',
  'pfx/password': 'elsewhere',
  'pfx/no-key': 'elsewhere',
  'pfx/encryption': 'elsewhere',
  'validation/ended': 'elsewhere',
  'validation/changed': 'elsewhere',
  'usage/invalid': 'elsewhere',
  cancelled: 'elsewhere',
  internal: 'unknown',
};

const said: Readonly<Record<Exclude<Cost, 'elsewhere'>, readonly [RegExp, RegExp]>> = {
  yes: [
    /That cost a try|that was the last try/i,
    /deneme hakkı harcandı|son deneme hakkıydı|Bu son haktı/,
  ],
  no: [
    /Nothing (was|is) sent|no (PIN )?try was spent|cost no PIN try/i,
    /hiçbir şey gönderilme|deneme hakkı harcanma/i,
  ],
  unknown: [/may have counted as a try/, /harcanmış olabilir/],
};

/** More of what the data of an error can change. */
const variants: readonly (readonly [MuhurError, Exclude<Cost, 'elsewhere'>])[] = [
  [new MuhurError('pin/wrong', { triesLeft: null }), 'yes'],
  [new MuhurError('pin/wrong', { triesLeft: 1 }), 'yes'],
  [new MuhurError('pin/wrong', { triesLeft: 0 }), 'yes'],
  [new MuhurError('puk/wrong', { triesLeft: null }), 'yes'],
  [new MuhurError('puk/wrong', { triesLeft: 1 }), 'yes'],
  [new MuhurError('puk/wrong', { triesLeft: 0 }), 'yes'],
  [new MuhurError('pin/blocked', { lastTrySpent: true }), 'yes'],
  [new MuhurError('puk/blocked', { lastTrySpent: true }), 'yes'],
  [new MuhurError('card/status', { command: 'CHANGE REFERENCE DATA', sw: '6581' }), 'unknown'],
  [new MuhurError('card/status', { command: 'RESET RETRY COUNTER', sw: '6F00' }), 'unknown'],
  [new MuhurError('card/status', { command: 'SELECT', sw: '6A82' }), 'no'],
  [new MuhurError('card/malformed', { what: 'APDU', reason: 'no status word' }), 'unknown'],
];

describe('Did that cost a try?', () => {
  afterEach(() => useLanguage('en', undefined));

  const examples = errorExamples.map((error) => [error, costs[error.code]] as const);
  for (const [error, cost] of [...examples, ...variants]) {
    if (cost === 'elsewhere') continue;
    it(`${cost}, say the words for ${error.message}`, () => {
      const [english, inTurkish] = said[cost];
      assert.match(explanationText(explain(error)), english);
      useLanguage('tr', turkish);
      assert.match(explanationText(explain(error)), inTurkish);
    });
  }
});
