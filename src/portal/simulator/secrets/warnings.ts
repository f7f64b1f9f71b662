/** The four warnings of Kamu SM's guide about the PIN, word for word. */
export const WARNINGS_TR: readonly string[] = [
  "PIN bilgisinin güvenli olarak muhafaza edilmesi kurumun sorumluluğundadır. Ayrıca, kurum tarafından silininceye kadar Kamu SM'de şifreli olarak tutulur.",
  '"Parolalarımı Kaydet" butonuna basılarak oluşturulan PIN bilgisinin yer aldığı PDF dosyasının, güvenli bir yerde saklanması ve ayrıca PIN bilgisinin yazıcıdan baskısı alınarak basılı kopyasının da saklanması önerilir.',
  'PIN bilgisinin Kamu SM sisteminden silinmesi önerilir. "Parolalarımı Sil" butonuna basıldığında PIN bilgisi, Kamu SM sisteminden bir daha görülemeyecek şekilde tamamen silinir.',
  "PIN'in 3 (üç) kere hatalı girilmesi durumunda “Kilit Çözme” seçeneğine tıklanarak yeni PIN üretilir.",
];

/** What the guide says before them. */
export const WARNINGS_HEADING_TR =
  'PIN bilgisinin kullanılması ve saklanması ile ilgili uyarıların tamamı DİKKATLE okunmalıdır:';

/** The same in English; the names of the buttons stay. */
export const WARNINGS_EN: readonly string[] = [
  'Keeping the PIN safe is the responsibility of the organisation. It is also kept at Kamu SM, encrypted, until the organisation deletes it.',
  'It is recommended to store the PDF file with the PIN, made by pressing “Parolalarımı Kaydet” (save my PIN and PUK), in a safe place, and also to print it and keep the printed copy.',
  'It is recommended to delete the PIN from the Kamu SM system. When “Parolalarımı Sil” (delete my PIN and PUK) is pressed, the PIN is deleted from the Kamu SM system completely, so that it can never be seen again.',
  'If the PIN is entered wrongly 3 (three) times, a new PIN is made by choosing “Kilit Çözme” (unlock).',
];
