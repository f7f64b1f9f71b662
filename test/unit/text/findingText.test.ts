import assert from 'node:assert/strict';
import { findingText } from '../../../src/text/findings/findingText.ts';
import { inLanguage } from '../../../src/text/locale.ts';
import { validationFindings } from '../../fixtures/validationFindings.ts';

const RIGHT_TO_LEFT = String.fromCodePoint(0x202e);

describe('A finding of a validation in words', () => {
  for (const [index, finding] of validationFindings.entries()) {
    const { code } = finding;
    it(`says what is wrong and what to do in both languages: ${code} (${index})`, () => {
      const english = findingText(finding);
      const turkish = inLanguage('tr', () => findingText(finding));
      for (const { message, advice } of [english, turkish]) {
        for (const sentence of [message, advice]) {
          assert.match(sentence, /^\S.*[.!]$/s);
          assert.doesNotMatch(sentence, /undefined|null|NaN|Invalid|\[object|\{\d\}/);
          // A sentence that nobody can say in one breath is two.
          assert.ok(sentence.length < 220, sentence);
        }
        assert.notEqual(message, advice);
      }
      assert.notEqual(turkish.message, english.message);
      assert.notEqual(turkish.advice, english.advice);
    });
  }

  it('says each cause of a wrong digest in a sentence of its own', () => {
    const causes = validationFindings.filter(({ code }) => code === 'SIG-DIGEST-CAUSE');
    const messages = causes.map((cause) => findingText(cause).message);
    assert.equal(new Set(messages).size, causes.length);
  });

  it('says each reason of one finding in its own words', () => {
    for (const code of ['XML-UNREADABLE', 'SIG-FORMAT', 'SIG-TIMESTAMP', 'CERT-CHAIN'] as const) {
      const all = validationFindings.filter((finding) => finding.code === code);
      const messages = all.map((finding) => findingText(finding).message);
      assert.equal(new Set(messages).size, all.length, code);
    }
  });

  it('names algorithms as people know them', () => {
    const algorithm = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
    const { message } = findingText({
      code: 'SIG-ALGORITHM-WEAK',
      data: { algorithm, use: 'signature' },
    });
    assert.match(message, /RSA, SHA-1/);
    assert.doesNotMatch(message, /http/);
  });

  it('takes a name of Object’s own properties for an algorithm that is not known', () => {
    const data = { algorithm: 'constructor', use: 'digest' } as const;
    assert.match(findingText({ code: 'SIG-ALGORITHM', data }).message, /: constructor\.$/);
  });

  it('makes visible what a document smuggles into a sentence, and cuts what is endless', () => {
    const id = `a\n\u001b[31m${RIGHT_TO_LEFT}${'b'.repeat(100_000)}`;
    const { message } = findingText({ code: 'XML-DUPLICATE-ID', data: { id } });
    assert.match(message, /a⟨U\+000A⟩⟨U\+001B⟩\[31m⟨U\+202E⟩b+…/);
    assert.ok(message.length < 400);
  });

  it('does the same inside the cause of a wrong digest', () => {
    const cause = { kind: 'attribute', name: `x${RIGHT_TO_LEFT}` } as const;
    const { message } = findingText({ code: 'SIG-DIGEST-CAUSE', data: { uri: '', cause } });
    assert.match(message, /“x⟨U\+202E⟩”/);
  });

  it('cuts between characters, never inside one', () => {
    const id = `a${'😀'.repeat(200)}`;
    const { message } = findingText({ code: 'XML-DUPLICATE-ID', data: { id } });
    assert.match(message, /“a(😀)+…”/u);
  });

  it('leaves a time that is none as it is', () => {
    const { message } = findingText({ code: 'CERT-EXPIRED', data: { notAfter: 'never' } });
    assert.equal(message, 'The certificate expired on never.');
  });
});
