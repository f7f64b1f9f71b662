/**
 * The sentences of the page, in the user's language; the host makes them, so that a missing one does
 * not compile. Official labels are not in here: they are Turkish in every language (see `labels.ts`).
 */
export interface PageTexts {
  /** What an official label means, for those who do not read Turkish; empty in Turkish. */
  readonly meaning: Readonly<Record<LabelId, string>>;
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
  onHold: 'ASKIDA',
  active: 'GEÇERLİ',
  revoked: 'İPTAL',
  expired: 'SÜRESİ DOLMUŞ',
} as const;
export type LabelId = keyof typeof LABELS;

/** Every other text of the page. The page's author adds to this list; the host has to follow. */
export type SentenceId =
  'simulation' | 'back' | 'loading' | 'noAnswer' | 'movedClock' | 'filter' | 'noCertificates';
