import * as l10n from '@vscode/l10n';
import type { GibCode, GibTextName, SignatureBlame } from '../signature/gib/responseCodes.ts';

/** What it means, and what to do. */
type Words = readonly [explanation: string, advice: string];

const wait = () => l10n.t('Wait, and ask for the state again.');
const newEnvelope = () =>
  l10n.t(
    'Make the envelope anew and send it again. The documents in it need no new signature as long as none of their bytes change.',
  );
const laterAgain = () =>
  l10n.t('Send it again later. If the answer stays the same, ask GİB or your integrator.');
const validate = () =>
  l10n.t(
    'Validate the document: the findings say which part is wrong and why. Then sign the corrected document anew.',
  );

/** For each code the words for it. */
export const codeWords: Readonly<Record<GibCode, () => Words>> = {
  1000: () => [l10n.t('GİB has received the envelope and will process it in turn.'), wait()],
  1100: () => [
    l10n.t('GİB is processing the envelope: schema, schematron and signatures are checked now.'),
    wait(),
  ],
  1110: () => [l10n.t('What was sent is not a ZIP file.'), newEnvelope()],
  1111: () => [l10n.t('The envelope’s identifier does not have its proper length.'), newEnvelope()],
  1120: () => [l10n.t('GİB could not copy the envelope from its archive.'), laterAgain()],
  1130: () => [
    l10n.t('The ZIP file could not be opened: it is damaged, or GİB had trouble just then.'),
    newEnvelope(),
  ],
  1131: () => [l10n.t('The ZIP file must hold one file: the envelope.'), newEnvelope()],
  1132: () => [l10n.t('The file inside the ZIP file is not XML.'), newEnvelope()],
  1133: () => [
    l10n.t('The envelope’s identifier and the name of its XML file must be the same.'),
    newEnvelope(),
  ],
  1140: () => [l10n.t('GİB could not read the documents out of the envelope.'), newEnvelope()],
  1141: () => [l10n.t('The envelope has no identifier.'), newEnvelope()],
  1142: () => [
    l10n.t('The envelope’s identifier and the name of the ZIP file must be the same.'),
    newEnvelope(),
  ],
  1143: () => [l10n.t('The envelope names a version that GİB does not take.'), newEnvelope()],
  1150: () => [
    l10n.t(
      'A document breaks a rule of GİB’s schematron. Some of these rules are about the parts of the signature.',
    ),
    l10n.t(
      'Validate the document: findings whose code begins with GIB- name the rules about signatures. If there are none, the rule is about other contents, and GİB’s answer names it.',
    ),
  ],
  1160: () => [
    l10n.t(
      'A document does not follow the XML schema of UBL-TR. A place for the signature that is missing is one of the possible causes.',
    ),
    l10n.t(
      'Check the document against the schema, correct it, and sign it anew: any correction breaks the old signature.',
    ),
  ],
  1161: () => [
    l10n.t('GİB could not read the tax number (VKN or TCKN) of the signer.'),
    l10n.t(
      'Validate the document and look at the signer: the certificate must be a mali mühür or a qualified certificate with a VKN or TCKN. Sign with that one.',
    ),
  ],
  1162: () => [
    l10n.t('GİB could not store the signature.'),
    l10n.t(
      'Validate the document. If nothing is wrong with it, send it again later; if the answer stays the same, ask GİB or your integrator.',
    ),
  ],
  1163: () => [
    l10n.t('A document of this envelope was received before.'),
    l10n.t(
      'Ask for the state of the earlier envelope before you send anything. A new document needs a new number and a new ETTN, and is then signed anew.',
    ),
  ],
  1170: () => [l10n.t('GİB could not check who may send this.'), laterAgain()],
  1171: () => [
    l10n.t('The sender’s label (gönderici birim) is not authorised for this taxpayer.'),
    l10n.t('Compare VKN and label of the sender in the envelope with what is registered at GİB.'),
  ],
  1172: () => [
    l10n.t('The recipient’s mailbox (posta kutusu) is not authorised.'),
    l10n.t('Look up the recipient’s label in GİB’s list of registered users, and send it there.'),
  ],
  1175: () => [
    l10n.t(
      'GİB could not find out whether the signer may sign for the sender. That is trouble of the service and says nothing against the signature.',
    ),
    laterAgain(),
  ],
  1176: () => [
    l10n.t(
      'The signer is not authorised to sign for this sender: the seal is not registered for it, or is of another organisation.',
    ),
    l10n.t(
      'Validate the document and compare the signer with the sender. Sign with the sender’s own mali mühür, or have the integrator authorised at GİB.',
    ),
  ],
  1177: () => [
    l10n.t(
      'The signature is not valid: the document was changed after signing, the certificate is not accepted, or the signature has another form than GİB reads.',
    ),
    validate(),
  ],
  1180: () => [l10n.t('GİB could not check the recipient’s address.'), laterAgain()],
  1181: () => [
    l10n.t('GİB does not know the recipient’s address.'),
    l10n.t('Look up the recipient’s label in GİB’s list of registered users, and send it there.'),
  ],
  1182: () => [
    l10n.t('GİB could not add the user.'),
    l10n.t('Check the contents of the document that opens the user, and send it again.'),
  ],
  1183: () => [
    l10n.t('GİB could not remove the user.'),
    l10n.t('Check the contents of the document that closes the user, and send it again.'),
  ],
  1190: () => [l10n.t('GİB could not prepare its system response.'), laterAgain()],
  1195: () => [l10n.t('Something went wrong inside GİB’s system.'), laterAgain()],
  1200: () => [
    l10n.t('GİB found no fault, and passes the envelope on to the recipient.'),
    l10n.t('Nothing is to be done. 1300 follows when the recipient has answered.'),
  ],
  1210: () => [
    l10n.t('The envelope could not be delivered to the recipient. GİB tries again by itself.'),
    l10n.t('Wait. If 1215 follows, send it again.'),
  ],
  1215: () => [
    l10n.t('The envelope could not be delivered to the recipient, and GİB tries no more.'),
    newEnvelope(),
  ],
  1220: () => [
    l10n.t('The recipient has not answered with a system response yet.'),
    l10n.t('Wait. If 1230 follows, see what the recipient found wrong.'),
  ],
  1230: () => [
    l10n.t('The recipient’s system answered that it could not process the envelope.'),
    l10n.t(
      'Its system response has a code of its own: look that one up. Validate the document when it is about the signature.',
    ),
  ],
  1300: () => [
    l10n.t('The envelope was delivered and processed.'),
    l10n.t('Nothing is to be done, and the same document cannot be sent again.'),
  ],
};

/** For what is said without a code. */
export const textWords: Readonly<Record<GibTextName, () => Words>> = {
  'signature-invalid': () => [
    l10n.t(
      'The signature of the document is not valid. The e-Defter application says so of a berat.',
    ),
    validate(),
  ],
  'signing-failed': () => [
    l10n.t('Nothing was signed, since no PIN was entered or a wrong one.'),
    l10n.t('Look at the remaining PIN tries of the card before you enter the PIN again.'),
  ],
  'chain-broken': () => [
    l10n.t(
      'The program cannot follow the certificate to a root it trusts: an issuer’s certificate or its trust store is missing or old.',
    ),
    l10n.t(
      'Bring the program and its certificate store up to date. The doctor shows whether the chain is complete on this computer.',
    ),
  ],
  'device-not-found': () => [
    l10n.t('The program finds no card: the reader’s or the card’s driver is missing.'),
    l10n.t('Let the doctor look for the cause, from the reader up to the card’s module.'),
  ],
  'no-qualified-certificate': () => [
    l10n.t(
      'The program looks for a person’s qualified certificate, and a mali mühür card has none.',
    ),
    l10n.t(
      'Choose mali mühür in that program, or use one that signs with it. There is nothing wrong with the card.',
    ),
  ],
};

/** Whether the signature is the cause. */
export function signatureText(blame: SignatureBlame): string {
  switch (blame) {
    case 'yes':
      return l10n.t('The signature is the cause.');
    case 'perhaps':
      return l10n.t('The signature may be the cause.');
    case 'no':
      return l10n.t('The signature is not the cause.');
    case 'not-made':
      return l10n.t('No signature was made.');
  }
}
