import assert from 'node:assert/strict';
import { inLanguage } from '../../../../src/text/locale.ts';
import { reportPage } from '../../../../src/views/signature/reportPage.ts';
import type { Shown } from '../../../../src/views/signature/reportPage.ts';
import { reportTexts } from '../../../../src/views/signature/reportTexts.ts';
import {
  aDocument,
  aSignature,
  brokenSignature,
  unsignedDocument,
} from '../../../fixtures/signatureReports.ts';

const page = (change: Partial<Shown> = {}) =>
  reportPage({
    id: 'file:///fatura.xml',
    file: 'fatura.xml',
    reports: [aDocument()],
    ofUnsavedText: false,
    at: new Date('2026-11-27T07:00:00Z'),
    holds: true,
    ...change,
  });

describe('The page of the report', () => {
  it('shows the verdict in words, and as the standard writes it', () => {
    const [document] = page({
      reports: [aDocument({ signatures: [brokenSignature()] })],
    }).documents;
    assert.deepEqual(document?.signatures[0]?.verdict, {
      look: 'failed',
      word: 'Invalid',
      meaning: 'What is there is not what was signed.',
      indication: 'TOTAL_FAILED / HASH_FAILURE',
    });
  });

  it('begins with the findings that decide, and goes on with what they come from', () => {
    const [document] = page({
      reports: [aDocument({ signatures: [brokenSignature()] })],
    }).documents;
    const codes = document?.signatures[0]?.findings.map(({ code }) => code);
    assert.deepEqual(codes, ['SIG-DIGEST', 'SIG-DIGEST-CAUSE', 'SIG-TIMESTAMP-NONE']);
  });

  it('shows digests only where they differ', () => {
    const names = (valid: boolean): readonly string[] => {
      const signature = valid ? aSignature() : brokenSignature();
      const [document] = page({ reports: [aDocument({ signatures: [signature] })] }).documents;
      return document?.signatures[0]?.references[0]?.facts.map(({ name }) => name) ?? [];
    };
    assert.ok(!names(true).includes('Digest in the signature'));
    assert.ok(names(false).includes('Digest in the signature'));
  });

  it('names certificates by their common names, and marks who is trusted', () => {
    const chain = page().documents[0]?.signatures[0]?.chain ?? [];
    assert.deepEqual(
      chain.map(({ name, look }) => [name, look]),
      [
        ['Örnek Çelik Sanayi ve Ticaret A.Ş.', 'good'],
        ['Mali Mühür Elektronik Sertifika Hizmet Sağlayıcısı - Deneme', 'good'],
        ['Deneme Kök Sertifika Hizmet Sağlayıcısı', 'trusted'],
      ],
    );
  });

  it('says of text that is not saved that it is that', () => {
    assert.equal(page().notes.length, 0);
    assert.match(page({ ofUnsavedText: true }).notes[0]?.text ?? '', /not saved/);
  });

  it('tells an unsigned document from one that cannot be read', () => {
    const word = (unreadable: boolean): string | undefined =>
      page({ reports: [unsignedDocument({ unreadable })] }).documents[0]?.unsigned?.word;
    assert.equal(word(false), 'Not signed');
    assert.equal(word(true), 'Not readable');
  });

  it('leads to no line of a document inside an archive, which no editor can show', () => {
    const reports = [aDocument({ part: 'a.xml', signatures: [brokenSignature()] })];
    assert.match(JSON.stringify(page({ reports })), /"place":\{/);
    assert.doesNotMatch(JSON.stringify(page({ reports, file: 'zarf.ZIP' })), /"place":\{/);
  });

  it('makes visible what hides in the names of others', () => {
    const { signer } = aSignature();
    assert.ok(signer);
    const hostile = aSignature({
      signer: { ...signer, commonName: 'A\u202Etxt', issuer: 'B\u0007' },
    });
    const text = JSON.stringify(page({ reports: [aDocument({ signatures: [hostile] })] }));
    assert.ok(text.includes('A⟨U+202E⟩txt') && text.includes('B⟨U+0007⟩'));
  });

  it('says every heading in both languages', () => {
    const [english, turkish] = [reportTexts(), inLanguage('tr', reportTexts)];
    const same = ['JSON', 'SARIF'];
    for (const [id, text] of Object.entries(english)) {
      const other = turkish[id as keyof typeof turkish];
      assert.deepEqual(other.match(/\{\d\}/g), text.match(/\{\d\}/g), id);
      if (!same.includes(text)) assert.notEqual(other, text, id);
    }
  });
});
