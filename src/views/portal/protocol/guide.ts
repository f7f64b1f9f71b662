/**
 * Sentences of the Kamu SM guide, verbatim, with what they mean in English. They are official like
 * the labels: Turkish in every language. Its four warnings come from the server.
 */
export interface GuideSentence {
  readonly tr: string;
  readonly en: string;
}

/** The steps that have a screen here. */
export const GUIDE_STEPS = {
  2: {
    tr: 'http://www.kamusm.gov.tr adresinde “Sürücü” menüsünden işletim sistemine uyumlu sürücüler indirilir ve kurulur.',
    en: 'At http://www.kamusm.gov.tr, menu “Sürücü” (Driver), the drivers for the operating system are downloaded and installed.',
  },
  3: {
    tr: 'http://www.kamusm.gov.tr adresinde “Online İşlemler” altından “Mali Mühür Elektronik Sertifika İşlemleri” linkine tıklanır.',
    en: 'At http://www.kamusm.gov.tr, under “Online İşlemler” (Online services), the link “Mali Mühür Elektronik Sertifika İşlemleri” (Fiscal seal certificate services) is clicked.',
  },
  4: {
    tr: 'Açılan sayfada “Şifreli Giriş” yapılır. Başvuru yapan kurum imza yetkilisine ait geçerli bir e-imza var ise “E-imzalı Giriş” butonuna tıklanarak da giriş yapılabilir.',
    en: 'On the page that opens one signs in with “Şifreli Giriş” (password). If the authorised signatory of the applicant organisation has a valid e-signature, the button “E-imzalı Giriş” (e-signature) works as well.',
  },
  5: {
    tr: 'Vergi Kimlik No, Resimdeki Yazı ve Güvenlik Sözcüğü alanları doldurulup “Giriş” butonuna basılır. Cep telefonuna gönderilen SMS Onay Kodu girilir.',
    en: 'The fields Vergi Kimlik No, Resimdeki Yazı and Güvenlik Sözcüğü are filled in and “Giriş” is pressed. The SMS Onay Kodu that was sent to the mobile phone is entered.',
  },
  6: {
    tr: 'Mali Mühür Elektronik Sertifikası ile yapılacak işlemler için gerekli olan PIN bilgisi, “PIN / PUK Bilgisi” butonuna tıklanarak listelenebilir.',
    en: 'The PIN needed for work with the certificate can be listed with the button “PIN / PUK Bilgisi”.',
  },
} as const satisfies Readonly<Record<number, GuideSentence>>;
export type GuideStep = keyof typeof GUIDE_STEPS;

/** What stands above the warnings. */
export const WARNING_LEAD: GuideSentence = {
  tr: 'PIN bilgisinin kullanılması ve saklanması ile ilgili uyarıların tamamı DİKKATLE okunmalıdır:',
  en: 'All warnings about using and keeping the PIN must be read CAREFULLY:',
};

/** Bilgilendirme: what can be done from the menu. */
export const INFORMATION: readonly GuideSentence[] = [
  {
    tr: '“Kullanıma Aç" sertifikanın, askıya alındığı durumlarda, sertifikayı tekrar kullanıma açmak için kullanılır.',
    en: 'Kullanıma Aç (Activate) puts a certificate back in use when it is suspended.',
  },
  {
    tr: '"Sertifikamı İptal Et" ile listelenen sertifikalardan her biri, bir daha kullanılamayacak şekilde iptal edilir. İptal edilen sertifika(lar) ücret karşılığı yenilenir.',
    en: 'Sertifikamı İptal Et (Revoke my certificate) revokes each listed certificate so that it can never be used again. Revoked certificate(s) are renewed against a fee.',
  },
  {
    tr: '"Bilgi Güncelle" seçeneği ile listelenen bilgiler güncellenir.',
    en: 'Bilgi Güncelle (Update details) updates the listed details.',
  },
  {
    tr: '“PIN / PUK Bilgisi" seçeneği ile PIN bilgileri görüntülenir, kaydedilir ya da silinir.',
    en: 'PIN / PUK Bilgisi (PIN / PUK information) shows, saves or deletes the PIN information.',
  },
  {
    tr: '"Kilit Çözme" kilitlenen kartın kilidini çözmek ve yeni bir PIN kodu üretmek için kullanılır.',
    en: 'Kilit Çözme (Unlock) unlocks a locked card and makes a new PIN code.',
  },
  {
    tr: '"Çıkış" seçeneği, sistemden çıkış yapmak için kullanılır.',
    en: 'Çıkış (Sign out) leaves the system.',
  },
];
