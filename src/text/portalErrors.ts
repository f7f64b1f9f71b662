import * as l10n from '@vscode/l10n';
import type { ErrorData } from '../errors.ts';
import type { Explanations, Family } from './explanation.ts';
import { formatDay } from './language.ts';
import type { SignInErrorCode } from './signInErrors.ts';

/** What goes wrong with the portal once it is reached, and on the way to it. */
export const portalErrors: Explanations<Exclude<Family<'portal'>, SignInErrorCode>> = {
  'portal/unreachable': ({ address }) => ({
    what: l10n.t('The portal at {0} does not answer.', address),
    meaning: l10n.t('Nothing was changed.'),
    advice: l10n.t('Start the simulator, or correct the address in the settings.'),
  }),
  'portal/timeout': ({ address, seconds }) => ({
    what: l10n.t('The portal at {0} did not answer within {1} seconds.', address, seconds),
    meaning: l10n.t('Whether it did what was asked is not known.'),
    advice: l10n.t('Look at the state, then try again.'),
  }),
  'portal/answer': ({ address, status, reason }) => ({
    what: l10n.t('What answers at {0} is no portal that we know.', address),
    meaning: l10n.t('The answer had the status {0} and not the form of the contract.', status),
    advice: l10n.t('Check the address, and that nothing stands between.'),
    detail: reason,
  }),
  'portal/address-refused': ({ address, reason }) => ({
    what: l10n.t('The address {0} is not used as a portal.', address),
    meaning:
      reason === 'kamusm'
        ? l10n.t(
            'It belongs to Kamu SM. The real portal is for people, in a browser; nothing is ever sent to it from here.',
          )
        : l10n.t('It has to begin with http:// or https://.'),
    advice: l10n.t('Use the simulator, which is the default.'),
  }),
  'portal/not-simulator': ({ address }) => ({
    what: l10n.t('Another server is the portal at the moment, at {0}.', address),
    meaning: l10n.t('Only the simulator of this VS Code can do this.'),
    advice: l10n.t('To use it, leave the setting “maliMuhur.portal.url” empty.'),
  }),
  'portal/input': ({ fields }) => ({
    what: l10n.t('Something that was sent does not have the right form.'),
    meaning: whichFields(fields),
    advice: l10n.t('Correct them and send it again.'),
  }),
  'portal/not-found': ({ what }) =>
    what === 'path'
      ? {
          what: l10n.t('There is nothing at this address.'),
          meaning: l10n.t('A capital letter or a slash at the end makes it another one.'),
          advice: l10n.t('/portal/v1/openapi.json lists what there is.'),
        }
      : {
          what: l10n.t('There is no such thing here: {0}.', thing(what)),
          meaning: l10n.t('It does not exist, or belongs to another organisation.'),
          advice: l10n.t('List what there is, and choose from that.'),
        },
  'portal/certificate-state': ({ state }) => ({
    what: l10n.t(
      'The certificate is in a state that does not allow this: {0}.',
      certificateState(state),
    ),
    meaning: l10n.t('Nothing was changed.'),
    advice: l10n.t('Look at the certificate again: it may have been changed elsewhere.'),
  }),
  'portal/not-confirmed': () => ({
    what: l10n.t('The confirmation does not match.'),
    meaning: l10n.t('Nothing was changed.'),
    advice: l10n.t('Confirm with exactly what is shown.'),
  }),
  'portal/renewal-early': ({ allowedFrom }) => ({
    what: l10n.t('It is too early to renew this card.'),
    meaning: l10n.t('Renewal can be ordered from {0}.', formatDay(new Date(allowedFrom))),
    advice: l10n.t('Come back then, or revoke the certificates first.'),
  }),
  'portal/secrets-deleted': () => ({
    what: l10n.t('PIN and PUK of this card were deleted from the portal.'),
    meaning: l10n.t('They cannot be shown again by anybody.'),
    advice: l10n.t('With Kilit Çözme you get a new PIN.'),
  }),
  'portal/secrets-unreadable': () => ({
    what: l10n.t('PIN and PUK of this card cannot be read.'),
    meaning: l10n.t(
      'Another program has begun these data and keeps the key to them, or the key is lost. Nothing was deleted.',
    ),
    advice: l10n.t(
      'Use the program that began the data, VS Code or the terminal; or reset the simulator.',
    ),
  }),
  'portal/real-card': ({ family }) => ({
    what: l10n.t('This is a real card: the simulator does not touch it.'),
    meaning: l10n.t(
      'How Kamu SM unlocks a real card is not public. It takes Kamu SM’s own program, which needs Java and the AKİS software.',
    ),
    advice: l10n.t(
      'On the real portal choose “Kilit Çözme”, or in the newer one “PIN Oluşturma / Kilit Çözme”; the call centre is 444 5 576.',
    ),
    detail: family,
  }),
  'portal/other-card': ({ expected, actual }) => ({
    what: l10n.t('The card in the reader is another one.'),
    meaning: l10n.t(
      'Expected: {0}. In the reader: {1}. Nothing secret was sent to it.',
      expected,
      actual,
    ),
    advice: l10n.t('Insert the right card and go on.'),
  }),
  'portal/card-dead': () => ({
    what: l10n.t('The PUK of this card is locked.'),
    meaning: l10n.t('Nobody can unlock the card any more.'),
    advice: l10n.t('Order a renewal: a new card is delivered.'),
  }),
  'portal/card-answer': ({ command, sw }) => ({
    what: l10n.t('The card refused the command {0}.', command),
    meaning: l10n.t('Its answer was {0}. A new PIN counts only once the operation is done.', sw),
    advice: l10n.t('Try again with the card firmly in the reader.'),
  }),
  'portal/unlock-impossible': ({ reason, triesLeft }) => ({
    what: l10n.t('The portal cannot unlock this card.'),
    meaning:
      reason === 'secret-lost'
        ? l10n.t('Its own copy of the PUK can no longer be read: the key for it was lost.')
        : pukRefused(triesLeft),
    advice: l10n.t('Order a renewal: a new card is delivered.'),
  }),
  'portal/operation-step': ({ step, state }) => ({
    what: l10n.t('This is not what the card operation waits for now.'),
    meaning: l10n.t('It is at step {0}.', step),
    advice: l10n.t('Read the operation again and go on from there.'),
    detail: state,
  }),
  'portal/organisation-exists': ({ vkn }) => ({
    what: l10n.t('There is already an organisation with the tax number {0}.', vkn),
    meaning: l10n.t('Nothing was changed.'),
    advice: l10n.t('Leave the number out to get a new one.'),
  }),
  'portal/test-token': () => ({
    what: l10n.t('This needs the token for test suites.'),
    meaning: l10n.t('It is printed when the simulator starts, as testToken.'),
    advice: l10n.t('Send it as “Authorization: Bearer …”.'),
  }),
  'portal/host-refused': ({ host }) => ({
    what: l10n.t('The request was for another host, or came from a page of another one.'),
    meaning: l10n.t(
      'It named {0}. The simulator answers only under its own address on this machine.',
      host,
    ),
    advice: l10n.t('Use the address that it printed at the start.'),
  }),
  'portal/method': ({ allowed }) => ({
    what: l10n.t('This is not how that address is used.'),
    meaning: l10n.t('Allowed: {0}.', allowed),
    advice: l10n.t('See openapi.json.'),
  }),
  'portal/media-type': ({ expected }) => ({
    what: l10n.t('The body has the wrong media type.'),
    meaning: l10n.t('Expected: {0}.', expected),
    advice: l10n.t('Set the header Content-Type.'),
  }),
  'portal/too-large': ({ bytes }) => ({
    what: l10n.t('The request is too large.'),
    meaning: l10n.t('At most {0} bytes are read.', bytes),
    advice: l10n.t('Send less.'),
  }),
  'portal/too-many': ({ seconds }) => ({
    what: l10n.t('Too many requests at once.'),
    meaning: l10n.t('Nothing was changed.'),
    advice: l10n.t('Try again in {0} seconds.', seconds),
  }),
  'portal/down': ({ service }) => ({
    what: l10n.t('Out of order by wish of a test suite: {0}.', service),
    meaning: l10n.t('Nothing was changed.'),
    advice: l10n.t('Clear the fault to put it in order again.'),
  }),
  'portal/clock': ({ from, to }) => ({
    what: l10n.t('The simulated clock cannot go there.'),
    meaning: l10n.t(
      'The test authorities’ certificates are valid from {0} to {1}.',
      formatDay(new Date(from)),
      formatDay(new Date(to)),
    ),
    advice: l10n.t('Choose a time between them.'),
  }),
};

function whichFields(fields: ErrorData['portal/input']['fields']): string {
  if (fields.some(({ reason }) => reason === 'ten-digits')) {
    return l10n.t('The tax number (Vergi Kimlik No) has exactly ten digits.');
  }
  const isUnknown = ({ reason }: (typeof fields)[number]) => reason === 'unrecognized_keys';
  const names = fields.map(({ path }) => path).join(', ');
  return fields.length > 0 && fields.every(isUnknown)
    ? l10n.t('There are no such fields: {0}.', names)
    : l10n.t('Fields: {0}.', names);
}

function pukRefused(triesLeft: number | null): string {
  if (triesLeft === null) {
    return l10n.t('The card has another PUK than the portal. The portal does not try it again.');
  }
  return l10n.t(
    'The card has another PUK than the portal; tries left for the PUK: {0}. The portal does not try it again.',
    triesLeft,
  );
}

function thing(what: Exclude<ErrorData['portal/not-found']['what'], 'path'>): string {
  const names = {
    certificate: () => l10n.t('certificate'),
    card: () => l10n.t('card'),
    operation: () => l10n.t('card operation'),
    snapshot: () => l10n.t('snapshot'),
    captcha: () => l10n.t('picture'),
  } as const;
  return names[what]();
}

/** The official Turkish term stays visible in English too. */
function certificateState(state: string): string {
  const names: Readonly<Record<string, () => string>> = {
    'on-hold': () => l10n.t('on hold (ASKIDA)'),
    active: () => l10n.t('valid (GEÇERLİ)'),
    revoked: () => l10n.t('revoked (İPTAL)'),
    expired: () => l10n.t('expired (SÜRESİ DOLMUŞ)'),
  };
  return names[state]?.() ?? state;
}
