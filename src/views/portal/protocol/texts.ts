/**
 * The sentences of the page, in the user's language; the host makes them, so that a missing one does
 * not compile. Official labels are not in here: they are Turkish in every language (see `LABELS`).
 */
export interface PageTexts {
  /** What an official label means, for those who do not read Turkish; empty in Turkish. */
  readonly meaning: Readonly<Record<LabelId, string>>;
  /** `{0}`, `{1}` stand for what the page puts in. */
  readonly sentence: Readonly<Record<SentenceId, string>>;
}

/** Labels of the guide and of the newer portal. */
export const LABELS = {
  drivers: 'Sürücü',
  onlineServices: 'Online İşlemler',
  certificateServices: 'Mali Mühür Elektronik Sertifika İşlemleri',
  verification: 'Kullanıcı Doğrulama',
  passwordSignIn: 'Şifreli Giriş',
  signatureSignIn: 'E-imzalı Giriş',
  vkn: 'Vergi Kimlik No',
  picture: 'Resimdeki Yazı',
  word: 'Güvenlik Sözcüğü',
  signIn: 'Giriş',
  forgotten: 'Güvenlik Sözcüğümü Unuttum',
  code: 'SMS Onay Kodu',
  menu: 'Sertifika İşlemler Menüsü',
  activate: 'Kullanıma Aç',
  suspend: 'Askıya Al',
  revoke: 'Sertifikamı İptal Et',
  renew: 'Yenileme',
  details: 'Bilgi Güncelle',
  secrets: 'PIN / PUK Bilgisi',
  save: 'Parolalarımı Kaydet',
  erase: 'Parolalarımı Sil',
  unlock: 'Kilit Çözme',
  signOut: 'Çıkış',
  warning: 'Uyarı',
  information: 'Bilgilendirme',
  createPin: 'PIN Oluşturma / Kilit Çözme',
  verify: 'Doğrula',
  onHold: 'ASKIDA',
  active: 'GEÇERLİ',
  revoked: 'İPTAL',
  expired: 'SÜRESİ DOLMUŞ',
} as const;
export type LabelId = keyof typeof LABELS;

/** Every other text of the page: the host has to have words for each (see `pageTexts.ts`). */
export type SentenceId = CommonSentence | SignInSentence | MenuSentence | CardSentence;

/** On every screen, before the sign-in, and when something is in the way. */
export type CommonSentence =
  | 'simulation'
  | 'simulationMeaning'
  | 'back'
  | 'home'
  | 'trail'
  | 'cancel'
  | 'noAnswer'
  | 'movedClock'
  | 'signedIn'
  | 'guideStep'
  | 'guideName'
  | 'portalName'
  | 'homeLead'
  | 'driversFor'
  | 'checkComputer'
  | 'checkComputerFor'
  | 'openDrivers'
  | 'opensOutside'
  | 'goOnline'
  | 'onlineLead'
  | 'start'
  | 'tryAgain'
  | 'lookAgain'
  | 'unavailable'
  | 'realCard'
  | 'realCardLead'
  | 'realCardWhy'
  | 'newWay'
  | 'newWaySteps'
  | 'oldWay'
  | 'oldWaySteps'
  | 'needs'
  | 'needsText'
  | 'neverPuk'
  | 'callCentre'
  | 'openNewPortal'
  | 'openOldPortal';

export type SignInSentence =
  | 'passwordWay'
  | 'signatureWay'
  | 'passwordLead'
  | 'vknHint'
  | 'vknWrongLength'
  | 'vknWrongDigit'
  | 'pictureHint'
  | 'pictureName'
  | 'newPicture'
  | 'tellPicture'
  | 'told'
  | 'wordHint'
  | 'showWord'
  | 'hideWord'
  | 'empty'
  | 'phone'
  | 'phoneLead'
  | 'sendCode'
  | 'otherPhone'
  | 'codeLead'
  | 'codeHint'
  | 'timeLeft'
  | 'codeExpired'
  | 'resend'
  | 'resendIn'
  | 'showPhone'
  | 'confirmCode'
  | 'signatureLead'
  | 'signatureNoCard'
  | 'signWith'
  | 'organisations'
  | 'organisationsLead'
  | 'forgottenLead'
  | 'newWord'
  | 'newWordLead'
  | 'newWordHint'
  | 'newWordField'
  | 'saveWord';

export type MenuSentence =
  | 'certificates'
  | 'cards'
  | 'filter'
  | 'filterCount'
  | 'nothingFits'
  | 'noCertificates'
  | 'noCards'
  | 'columnCertificate'
  | 'columnState'
  | 'columnValidity'
  | 'columnActions'
  | 'signing'
  | 'encryption'
  | 'qualified'
  | 'serial'
  | 'since'
  | 'validity'
  | 'inReader'
  | 'inNoReader'
  | 'secretsStored'
  | 'secretsDeleted'
  | 'secretsUnreadable'
  | 'unlockOpen'
  | 'account'
  | 'accountLead'
  | 'revokeWhat'
  | 'revokeNever'
  | 'revokeFee'
  | 'revokeAtOnce'
  | 'revokeReason'
  | 'unspecified'
  | 'keyCompromise'
  | 'affiliationChanged'
  | 'superseded'
  | 'cessationOfOperation'
  | 'revokeSerial'
  | 'revokeSerialHint'
  | 'serialDiffers'
  | 'renewLead'
  | 'fee'
  | 'renewMeans'
  | 'renewEarly'
  | 'renewOrder'
  | 'detailsLead'
  | 'organisation'
  | 'address'
  | 'phoneNumber'
  | 'phoneHint'
  | 'email'
  | 'saveDetails';

/** PIN / PUK Bilgisi and Kilit Çözme. */
export type CardSentence =
  | 'warningsRead'
  | 'readFirst'
  | 'showSecrets'
  | 'hideSecrets'
  | 'hiddenIn'
  | 'hiddenValue'
  | 'reveal'
  | 'conceal'
  | 'printSecrets'
  | 'saveMeans'
  | 'eraseMeans'
  | 'eraseAsk'
  | 'eraseFinal'
  | 'secretsGone'
  | 'secretsGoneWay'
  | 'secretsSealed'
  | 'secretsSealedWay'
  | 'unlockLead'
  | 'unlockWhen'
  | 'unlockNewPin'
  | 'unlockLeave'
  | 'unlockReader'
  | 'unlockNoReader'
  | 'unlockGo'
  | 'unlockRunning'
  | 'unlockRunningKeep'
  | 'unlockInterrupted'
  | 'unlockInterruptedWay'
  | 'unlockGoOn'
  | 'unlockDone'
  | 'unlockDoneWay';
