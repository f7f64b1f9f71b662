import * as l10n from '@vscode/l10n';
import type { MenuSentence } from '../protocol/texts.ts';

/** Sertifika İşlemler Menüsü and what is done from it. */
export function menuTexts(): Record<MenuSentence, string> {
  return {
    certificates: l10n.t('Certificates'),
    cards: l10n.t('Cards'),
    filter: l10n.t('Filter certificates'),
    filterCount: l10n.t('{0} of {1} certificates'),
    nothingFits: l10n.t('No certificate fits this filter.'),
    noCertificates: l10n.t('Your organisation has no certificate yet.'),
    noCards: l10n.t('Your organisation has no card yet.'),
    columnCertificate: l10n.t('Certificate'),
    columnState: l10n.t('State'),
    columnValidity: l10n.t('Validity'),
    columnActions: l10n.t('Actions'),
    signing: l10n.t('Signing'),
    encryption: l10n.t('Encryption'),
    qualified: l10n.t('Qualified e-signature'),
    serial: l10n.t('Serial number {0}'),
    since: l10n.t('since {0}'),
    validity: l10n.t('until {0}'),
    inReader: l10n.t('In the reader “{0}”'),
    inNoReader: l10n.t('In no reader'),
    secretsStored: l10n.t('PIN and PUK are kept'),
    secretsDeleted: l10n.t('PIN and PUK are deleted'),
    secretsUnreadable: l10n.t('PIN and PUK cannot be read'),
    unlockOpen: l10n.t('Unlocking was interrupted'),
    account: l10n.t('Organisation'),
    accountLead: l10n.t('Address, phone and e-mail of your organisation.'),
    ...revokeTexts(),
    ...renewTexts(),
    ...detailsTexts(),
  };
}

function revokeTexts() {
  return {
    revokeWhat: l10n.t('What this means'),
    revokeNever: l10n.t('This certificate can never be used again. It cannot be undone.'),
    revokeFee: l10n.t('Revoked certificates are renewed against a fee.'),
    revokeAtOnce: l10n.t('It is valid from the moment you press the button, for everybody.'),
    revokeReason: l10n.t('Why?'),
    unspecified: l10n.t('No reason given'),
    keyCompromise: l10n.t('Card or PIN may be in other hands'),
    affiliationChanged: l10n.t('The details of the organisation have changed'),
    superseded: l10n.t('A new certificate replaces it'),
    cessationOfOperation: l10n.t('The organisation no longer needs it'),
    revokeSerial: l10n.t('Serial number of the certificate'),
    revokeSerialHint: l10n.t('To confirm, type: {0}'),
    serialDiffers: l10n.t('This is not the serial number shown above.'),
  };
}

function renewTexts() {
  return {
    renewLead: l10n.t('A new card with new certificates for “{0}”.'),
    fee: l10n.t('Fee'),
    renewMeans: l10n.t(
      'The new card is delivered at once, as a virtual card. Its certificates are on hold until you press {0}. The old card stays as it is.',
    ),
    renewEarly: l10n.t('Renewal can be ordered from {0}.'),
    renewOrder: l10n.t('Order for {0}'),
  };
}

function detailsTexts() {
  return {
    detailsLead: l10n.t('The next SMS code goes to the phone that is entered here.'),
    organisation: l10n.t('Trade name'),
    address: l10n.t('Address'),
    phoneNumber: l10n.t('Mobile phone'),
    phoneHint: l10n.t('For example +90 555 123 45 67'),
    email: l10n.t('E-mail'),
    saveDetails: l10n.t('Save'),
  };
}
