import assert from 'node:assert/strict';
import { inLanguage } from '../../../../src/text/locale.ts';
import { countsOf, countsText } from '../../../../src/views/signature/summary.ts';
import { verdictLine, verdictsOf } from '../../../../src/views/signature/verdicts.ts';
import {
  aDocument,
  aSignature,
  at,
  brokenSignature,
  unsignedDocument,
} from '../../../fixtures/signatureReports.ts';

const undecided = aSignature({ indication: 'INDETERMINATE', subIndication: 'TRY_LATER' });

describe('The line above a signature', () => {
  it('tells the verdict, whose signature it is, and when it was made', () => {
    assert.equal(verdictLine(aSignature()), 'Valid · 1234567802 · Nov 22, 2026');
    const turkish = inLanguage('tr', () => verdictLine(brokenSignature()));
    assert.equal(turkish, 'Geçersiz · 1234567802 · 22 Kas 2026');
  });

  it('leaves out what is not known', () => {
    const bare = brokenSignature({ signer: null, signingTime: null });
    assert.equal(verdictLine(bare), 'Invalid');
  });

  it('stands at the start tag, with a sign for each verdict and the reason as a tooltip', () => {
    const signatures = [aSignature(), brokenSignature({ position: at(40) }), undecided];
    const shown = verdictsOf([aDocument({ signatures })]);
    assert.deepEqual(
      shown.map(({ place, title }) => [place.line, place.character, title.split('\u00a0')[0]]),
      [
        [11, 4, '$(pass)'],
        [39, 4, '$(error)'],
        [11, 4, '$(question)'],
      ],
    );
    assert.equal(shown[1]?.tooltip, 'What is there is not what was signed.');
    for (const { tooltip } of shown) assert.notEqual(tooltip, '');
  });

  it('is there for each document of an envelope', () => {
    const parts = ['Invoice 1', 'Invoice 2'].map((part) => aDocument({ part }));
    assert.equal(verdictsOf(parts).length, 2);
  });

  it('draws nothing out of a name that looks like an icon', () => {
    const { signer } = aSignature();
    assert.ok(signer);
    const named = aSignature({ signer: { ...signer, vkn: null, commonName: '$(pass) A.Ş.' } });
    assert.ok(!verdictLine(named).includes('$(pass)'));
  });
});

describe('The summary of a folder', () => {
  it('counts each document by the worst of its signatures', () => {
    const counts = countsOf([
      aDocument(),
      aDocument({ signatures: [aSignature(), undecided] }),
      aDocument({ signatures: [undecided, brokenSignature()] }),
      unsignedDocument(),
      unsignedDocument({ unreadable: true }),
    ]);
    assert.deepEqual(counts, { valid: 1, undecided: 1, failed: 1, unsigned: 1, unreadable: 1 });
  });

  it('tells only what there is', () => {
    const text = countsText(countsOf([aDocument(), aDocument(), unsignedDocument()]));
    assert.equal(text, '2 valid, 1 not signed');
  });
});
