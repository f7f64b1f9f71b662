import assert from 'node:assert/strict';
import { inLanguage } from '../../../src/text/locale.ts';
import { pageTexts } from '../../../src/views/portal/pageTexts.ts';
import {
  GUIDE_STEPS,
  INFORMATION,
  WARNING_LEAD,
} from '../../../src/views/portal/protocol/guide.ts';
import type { PageTexts } from '../../../src/views/portal/protocol/texts.ts';
import { LABELS } from '../../../src/views/portal/protocol/texts.ts';

/** What the guide and the newer portal call things, letter by letter. */
const OFFICIAL = [
  'Sürücü',
  'Online İşlemler',
  'Mali Mühür Elektronik Sertifika İşlemleri',
  'Kullanıcı Doğrulama',
  'Şifreli Giriş',
  'E-imzalı Giriş',
  'Vergi Kimlik No',
  'Resimdeki Yazı',
  'Güvenlik Sözcüğü',
  'Giriş',
  'Güvenlik Sözcüğümü Unuttum',
  'SMS Onay Kodu',
  'Sertifika İşlemler Menüsü',
  'Kullanıma Aç',
  'Sertifikamı İptal Et',
  'Bilgi Güncelle',
  'PIN / PUK Bilgisi',
  'Kilit Çözme',
  'Çıkış',
  'Parolalarımı Kaydet',
  'Parolalarımı Sil',
  'Uyarı',
  'Bilgilendirme',
  'PIN Oluşturma / Kilit Çözme',
  'Doğrula',
  'ASKIDA',
  'GEÇERLİ',
  'İPTAL',
  'SÜRESİ DOLMUŞ',
];

const texts: Readonly<Record<'en' | 'tr', PageTexts>> = {
  en: inLanguage('en', pageTexts),
  tr: inLanguage('tr', pageTexts),
};

describe('The texts of the portal’s page', () => {
  it('have every official label, letter by letter', () => {
    const labels: readonly string[] = Object.values(LABELS);
    for (const label of OFFICIAL) assert.ok(labels.includes(label), label);
  });

  it('tell the meaning of each label in English, and none in Turkish', () => {
    for (const id of Object.keys(LABELS) as (keyof typeof LABELS)[]) {
      assert.notEqual(texts.en.meaning[id], '', id);
      assert.equal(texts.tr.meaning[id], '', id);
    }
  });

  it('say every sentence in both languages, with the same places for values', () => {
    const ids = Object.keys(texts.en.sentence) as (keyof PageTexts['sentence'])[];
    assert.deepEqual(Object.keys(texts.tr.sentence), ids);
    for (const id of ids) {
      const [english, turkish] = [texts.en.sentence[id], texts.tr.sentence[id]];
      assert.ok(english.trim() !== '' && turkish.trim() !== '', id);
      assert.notEqual(turkish, english, id);
      assert.deepEqual(places(turkish), places(english), id);
    }
  });

  it('quote the guide without the accidents of its hyphenation', () => {
    const quoted = [WARNING_LEAD, ...INFORMATION, ...Object.values(GUIDE_STEPS)];
    for (const { tr, en } of quoted) {
      assert.doesNotMatch(tr, /oluştu-rulan|menü-sünden|\s{2}/);
      assert.notEqual(en, '');
    }
    const actions = ['Kullanıma Aç', 'Sertifikamı İptal Et', 'Bilgi Güncelle'];
    const others = ['PIN / PUK Bilgisi', 'Kilit Çözme', 'Çıkış'];
    INFORMATION.forEach(({ tr }, index) => {
      assert.ok(tr.includes([...actions, ...others][index] ?? '-'), tr);
    });
  });
});

function places(text: string): readonly string[] {
  return (text.match(/\{\d\}/g) ?? []).sort();
}
