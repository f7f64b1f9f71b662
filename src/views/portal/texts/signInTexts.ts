import * as l10n from '@vscode/l10n';
import type { SignInSentence } from '../protocol/texts.ts';

/** The ways in, from Kullanıcı Doğrulama to the SMS code. */
export function signInTexts(): Record<SignInSentence, string> {
  return {
    passwordWay: l10n.t('With tax number and security word, and a code on your mobile phone.'),
    signatureWay: l10n.t('With the qualified e-signature of the authorised signatory.'),
    passwordLead: l10n.t('Fill in all three fields.'),
    vknHint: l10n.t('10 digits'),
    vknWrongLength: l10n.t('A tax number has 10 digits.'),
    vknWrongDigit: l10n.t('The last digit does not fit the others. Please check the number.'),
    pictureHint: l10n.t('Type the characters of the picture.'),
    pictureName: l10n.t('Picture with characters to type'),
    newPicture: l10n.t('New picture'),
    tellPicture: l10n.t('Tell me what it says'),
    told: l10n.t('In the picture: {0}'),
    wordHint: l10n.t('For a card that you created yourself, set it with “{0}”.'),
    showWord: l10n.t('Show what is typed'),
    hideWord: l10n.t('Hide what is typed'),
    empty: l10n.t('Please fill in this field.'),
    ...codeTexts(),
    ...otherWayTexts(),
  };
}

function codeTexts() {
  return {
    phone: l10n.t('Is This Your Phone?'),
    phoneLead: l10n.t('The code is sent to the mobile phone of your application.'),
    sendCode: l10n.t('Yes, Send the Code'),
    otherPhone: l10n.t(
      'If this number is no longer yours, sign in with an e-signature and update your details.',
    ),
    codeLead: l10n.t('A code was sent to {0}.'),
    codeHint: l10n.t('6 digits, as in the message'),
    timeLeft: l10n.t('Valid for another {0}'),
    codeExpired: l10n.t('This code is no longer valid. Please ask for a new one.'),
    resend: l10n.t('Send a New Code'),
    resendIn: l10n.t('A new code can be sent in {0}.'),
    showPhone: l10n.t('Show Simulated Phone'),
    confirmCode: l10n.t('Confirm'),
  };
}

function otherWayTexts() {
  return {
    signatureLead: l10n.t(
      'Choose the card with the e-signature. VS Code asks for its PIN; this page never sees it.',
    ),
    signatureNoCard: l10n.t(
      'There is no card with a qualified e-signature in a reader. Insert one, then look again.',
    ),
    signWith: l10n.t('Sign in with this card'),
    organisations: l10n.t('For Which Organisation?'),
    organisationsLead: l10n.t('You may sign for more than one. Choose one.'),
    forgottenLead: l10n.t(
      'Fill in both fields. If they are right, a code is sent to the mobile phone of your application.',
    ),
    newWord: l10n.t('New Security Word'),
    newWordLead: l10n.t('Enter the code that was sent to you, and choose a new security word.'),
    newWordHint: l10n.t('At least 6 characters'),
    newWordField: l10n.t('New security word'),
    saveWord: l10n.t('Save the Security Word'),
  };
}
