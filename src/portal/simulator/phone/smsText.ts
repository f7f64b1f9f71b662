/** The messages, as a person gets them. In Turkish, whatever the language of the caller. */
export const SMS_TEXT = {
  session: (code: string) =>
    `Mali Mühür Elektronik Sertifika İşlemleri için SMS Onay Kodunuz: ${code}. Kod 3 dakika geçerlidir, kimseyle paylaşmayınız. (TEST)`,
  'security-word': (code: string) =>
    `Güvenlik Sözcüğünüzü yenilemek için SMS Onay Kodunuz: ${code}. Kod 3 dakika geçerlidir. Bu isteği siz yapmadıysanız dikkate almayınız. (TEST)`,
} as const;
