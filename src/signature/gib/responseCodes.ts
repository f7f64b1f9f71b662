/** What is behind a response code of GİB. */
export type GibCodeFamily =
  /** Nothing to be done yet. */
  | 'under-way'
  | 'done'
  /** The file that was sent, around the documents. */
  | 'envelope'
  /** What is in the documents, signature included. */
  | 'content'
  | 'signature'
  /** Who may send, receive or sign. */
  | 'authority'
  /** Something at GİB, not in what was sent. */
  | 'service'
  | 'delivery'
  | 'user';

/** Is the signature the cause? */
export type SignatureBlame = 'yes' | 'perhaps' | 'no' | 'not-made';

export interface GibText {
  /** The words of GİB, in Turkish in every language. */
  readonly official: string;
  readonly signature: SignatureBlame;
}

export interface GibResponseCode extends GibText {
  readonly family: GibCodeFamily;
}

/** The codes of system responses and envelope queries of e-Fatura and e-İrsaliye. */
export const responseCodes = {
  1000: code('under-way', 'Zarf kuyruğa eklendi'),
  1100: code('under-way', 'Zarf işleniyor'),
  1110: code('envelope', 'ZIP dosyası değil'),
  1111: code('envelope', 'Zarf ID uzunluğu geçersiz'),
  1120: code('service', 'Zarf arşivden kopyalanamadı'),
  1130: code('envelope', 'ZIP açılamadı'),
  1131: code('envelope', 'ZIP bir dosya içermeli'),
  1132: code('envelope', 'XML dosyası değil'),
  1133: code('envelope', 'Zarf ID ve XML dosyasının adı aynı olmalı'),
  1140: code('envelope', 'Doküman ayrıştırılamadı'),
  1141: code('envelope', 'Zarf ID yok'),
  1142: code('envelope', 'Zarf ID ve ZIP dosyası adı aynı olmalı'),
  1143: code('envelope', 'Geçersiz versiyon'),
  1150: code('content', 'Schematron kontrol sonucu hatalı', 'perhaps'),
  1160: code('content', 'XML şema kontrolünden geçemedi', 'perhaps'),
  1161: code('signature', 'İmza sahibi TCKN/VKN alınamadı', 'yes'),
  1162: code('signature', 'İmza kaydedilemedi', 'perhaps'),
  1163: code(
    'content',
    'Gönderilen zarf sistemde daha önce kayıtlı olan bir faturayı içermektedir',
  ),
  1170: code('service', 'Yetki kontrol edilemedi'),
  1171: code('authority', 'Gönderici birim yetkisi yok'),
  1172: code('authority', 'Posta kutusu yetkisi yok'),
  1175: code('service', 'İmza yetkisi kontrol edilemedi'),
  1176: code('authority', 'İmza sahibi yetkisiz', 'yes'),
  1177: code('signature', 'Geçersiz imza', 'yes'),
  1180: code('service', 'Adres kontrol edilemedi'),
  1181: code('authority', 'Adres bulunamadı'),
  1182: code('user', 'Kullanıcı eklenemedi'),
  1183: code('user', 'Kullanıcı silinemedi'),
  1190: code('service', 'Sistem yanıtı hazırlanamadı'),
  1195: code('service', 'Sistem hatası'),
  1200: code('done', 'Zarf başarıyla işlendi'),
  1210: code('delivery', 'Doküman bulunan adrese gönderilemedi'),
  1215: code('delivery', 'Doküman gönderimi başarısız. Tekrar gönderme sonlandı'),
  1220: code('delivery', 'Hedeften sistem yanıtı gelmedi'),
  1230: code('delivery', 'Hedeften sistem yanıtı başarısız geldi', 'perhaps'),
  1300: code('done', 'Başarıyla tamamlandı'),
} as const;

export type GibCode = keyof typeof responseCodes;

/** What programs for e-Fatura and e-Defter say in words instead of a code. */
export const gibTexts = {
  'signature-invalid': said('Belge üzerindeki imza geçersizdir', 'yes'),
  'signing-failed': said('Xml imzalama işlemi sırasında problem', 'not-made'),
  'chain-broken': said('Sertifika zinciri sorunlu', 'no'),
  'device-not-found': said('USB imzalama aygıtı bulunamadı', 'not-made'),
  'no-qualified-certificate': said('Kartta nitelikli sertifika bulunamadı', 'not-made'),
} as const;

export type GibTextName = keyof typeof gibTexts;

function code(
  family: GibCodeFamily,
  official: string,
  signature: SignatureBlame = 'no',
): GibResponseCode {
  return { family, official, signature };
}

function said(official: string, signature: SignatureBlame): GibText {
  return { official, signature };
}
