import assert from 'node:assert/strict';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CHECKS, finding } from '../../../src/doctor/findings.ts';
import { MuhurError } from '../../../src/errors.ts';
import { checkTitle } from '../../../src/text/doctor/words.ts';
import { checkReport } from '../../../src/text/doctorWords.ts';
import { inLanguage } from '../../../src/text/locale.ts';
import { masked, shown } from '../../../src/text/masking.ts';
import { findingExamples } from '../../fixtures/findingExamples.ts';

const look = { personal: masked, platform: 'linux', reader: 'terminal' } as const;
const PLATFORMS = ['linux', 'win32', 'darwin'] as const;

/** What stays the same in both languages: names, numbers and paths alone. */
const WITHOUT_WORDS = ['pkcs11-module/works'];

describe('A finding of the doctor in words', () => {
  for (const found of findingExamples) {
    it(`says what was seen in both languages: ${found.code}`, () => {
      const english = checkReport(found, look);
      const turkish = inLanguage('tr', () => checkReport(found, look));
      for (const { evidence, fix } of [english, turkish]) {
        assert.match(evidence, /\S/);
        assert.doesNotMatch(`${evidence} ${fix ?? ''}`, /undefined|null|NaN|\[object|\{\d\}/);
        if (fix !== null) assert.match(fix, /[.!?…]$/);
      }
      assert.equal(turkish.fix === null, english.fix === null);
      if (english.fix !== null) assert.notEqual(turkish.fix, english.fix);
      if (!WITHOUT_WORDS.includes(found.code)) assert.notEqual(turkish.evidence, english.evidence);
    });
  }

  it('has a title for each check in both languages', () => {
    for (const id of CHECKS.filter((check) => check !== 'pin')) {
      const title = checkTitle(id);
      assert.notEqual(
        title,
        inLanguage('tr', () => checkTitle(id)),
      );
    }
  });

  it('has something to do for every warning and error', () => {
    const goodOnes = new Set([
      ...['pcsc-service/answers', 'reader/found', 'card/recognised', 'pkcs11-module/works'],
      ...['token/same-card', 'token/only-token', 'pin/ready', 'certificates/complete'],
      ...['validity/valid', 'chain/trusted', 'revocation/answers', 'clock/right'],
      ...['remote/here', 'trust/trusted'],
    ]);
    const skippedOnes =
      /\/(basis|not-needed|virtual-card|unknown-need|unknown|no-address|no-answer|no-workspace)$/;
    for (const found of findingExamples) {
      const isWell = goodOnes.has(found.code) || isSkipped(found.code, skippedOnes);
      assert.equal(checkReport(found, look).fix === null, isWell, found.code);
    }
  });

  it('tells each system how to mend it there', () => {
    const codes = [...['pcsc-service/too-slow', 'reader/none', 'pkcs11-module/none', 'clock/off']];
    for (const found of findingExamples.filter(({ code }) => codes.includes(code))) {
      const fixes = PLATFORMS.map((platform) => checkReport(found, { ...look, platform }).fix);
      assert.equal(new Set(fixes).size, PLATFORMS.length, found.code);
    }
  });

  it('names the driver that a plugged-in reader lacks', () => {
    const found = finding('error', 'reader/none', { unlisted: ['ACR39T (072F:B102)'] });
    const { evidence, fix } = checkReport(found, look);
    assert.match(evidence, /ACR39T \(072F:B102\)/);
    assert.match(fix ?? '', /libacsccid1/);
  });

  it('masks numbers and names unless they are to be shown', () => {
    const texts = (personal: typeof masked) =>
      findingExamples
        .map((found) => checkReport(found, { ...look, personal }))
        .map(({ evidence, fix }) => `${evidence} ${fix ?? ''}`)
        .join('\n');
    const personal = ['1234567890', '4D4D5413809048425AE945FA', '8090484259A945FA'];
    const names = ['Anka Yazılım A.Ş.', 'Ayşe Yılmaz'];
    const [hidden, open] = [texts(masked), texts(shown)];
    for (const text of [...personal, ...names]) {
      assert.ok(open.includes(text), text);
      assert.ok(!hidden.includes(text), text);
    }
    assert.ok(hidden.includes('12****7890SIGN0'));
    assert.ok(hidden.includes('A*** Y*** A***'));
  });

  it('keeps nothing of a number inside a name', () => {
    assert.equal(masked.name('Kurum 1234567890 (TEST)'), 'K*** *** T***');
    assert.equal(masked.number('123'), '****');
  });

  it('masks what others put into a sentence: numbers in a path, the folder of the user', () => {
    const path = join(homedir(), '1234567890', 'libakisp11.so');
    const data = { path, description: '', version: '' };
    const { evidence } = checkReport(finding('ok', 'pkcs11-module/works', data), look);
    assert.ok(evidence.includes(join('~', '12****7890', 'libakisp11.so')), evidence);
  });

  it('stays in its line, whatever a card or a module says', () => {
    const data = { path: '/m.so', description: 'a\n\u001b[31mb', version: '1' };
    const { evidence } = checkReport(finding('ok', 'pkcs11-module/works', data), look);
    assert.doesNotMatch(evidence, /\p{Cc}/u);
  });

  it('tells of a failure what its own words say', () => {
    const problem = new MuhurError('pkcs11/other-architecture', {
      module: '/m.so',
      theirs: 'linux-ia32',
      ours: 'linux-x64',
    });
    const { fix } = checkReport(finding('error', 'pkcs11-module/fails', { problem }), look);
    assert.match(fix ?? '', /linux-x64/);
  });
});

/** An issuer that is not known is a warning, and a PIN state that is not is none. */
function isSkipped(code: string, pattern: RegExp): boolean {
  return pattern.test(code) && code !== 'card/unknown';
}
