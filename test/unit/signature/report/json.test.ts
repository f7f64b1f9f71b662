import assert from 'node:assert/strict';
import { MuhurError } from '../../../../src/errors.ts';
import { outcomesJson } from '../../../../src/signature/report/json.ts';
import { reportWords } from '../../../../src/text/reportWords.ts';
import {
  brokenSignature,
  documentReport,
  placed,
  read,
  signatureReport,
  unread,
  unreadable,
} from '../../../fixtures/validationReports.ts';

/** As another program gets it. */
function asRead(...outcomes: Parameters<typeof outcomesJson>[0]): Record<string, unknown>[] {
  const text = JSON.stringify(outcomesJson(outcomes, reportWords));
  return JSON.parse(text) as Record<string, unknown>[];
}

function only<T>(list: readonly T[]): T {
  assert.equal(list.length, 1);
  return list[0] as T;
}

/** The promised keys; more may follow them, none may lack. */
const PROMISED = {
  document: ['file', 'error', 'signatures'],
  signature: [
    ...['id', 'indication', 'subIndication', 'coreValid', 'references', 'signer'],
    ...['signingTime', 'findings'],
  ],
  reference: ['uri', 'type', 'valid'],
  signer: ['vkn', 'tckn', 'commonName', 'serialNumber', 'issuer', 'notBefore', 'notAfter'],
  finding: ['code', 'severity', 'message', 'line', 'column'],
};

function assertKeys(value: unknown, keys: readonly string[]): void {
  for (const key of keys) assert.ok(Object.hasOwn(value as object, key), key);
}

describe('validate --json', () => {
  it('has every promised key, and no key without a value', () => {
    const document = only(asRead(read(documentReport({ signatures: [brokenSignature()] }))));
    assertKeys(document, PROMISED.document);
    const signature = only(document['signatures'] as Record<string, unknown>[]);
    assertKeys(signature, PROMISED.signature);
    for (const each of signature['references'] as object[]) assertKeys(each, PROMISED.reference);
    assertKeys(signature['signer'], PROMISED.signer);
    for (const each of signature['findings'] as object[]) assertKeys(each, PROMISED.finding);
  });

  it('says null where there is nothing to say', () => {
    const signature = signatureReport({
      id: null,
      signer: null,
      signingTime: null,
      position: null,
    });
    const document = only(asRead(read(documentReport({ signatures: [signature] }))));
    const row = only(document['signatures'] as Record<string, unknown>[]);
    const { id, subIndication, signer, signingTime, line, column } = row;
    assert.deepEqual(
      { id, subIndication, signer, signingTime, line, column },
      {
        ...{ id: null, subIndication: null, signer: null, signingTime: null },
        ...{ line: null, column: null },
      },
    );
  });

  it('gives each finding its code, place, sentences and data', () => {
    const finding = placed('XML-DUPLICATE-ID', 'warning', { id: 'a' });
    const document = only(asRead(read(documentReport({ findings: [finding] }))));
    assert.deepEqual(document['findings'], [
      {
        ...{ code: 'XML-DUPLICATE-ID', severity: 'warning' },
        message:
          'The Id “a” is given to more than one element, so it is not clear which of them was signed.',
        advice: 'Give each element an Id of its own, then sign again.',
        ...{ line: 12, column: 5, endLine: 12, endColumn: 19 },
        data: { id: 'a' },
      },
    ]);
  });

  it('keeps the order of files, documents and signatures', () => {
    const counter = signatureReport({ id: 'Counter', isCounterSignature: true });
    const first = documentReport({ file: 'b.xml', signatures: [signatureReport(), counter] });
    const second = documentReport({ file: 'a.xml', part: 'one' });
    const third = documentReport({ file: 'a.xml', part: 'two' });
    const rows = asRead(read(first), read(second, third));
    assert.deepEqual(
      rows.map(({ file, part }) => [file, part]),
      [
        ['b.xml', null],
        ['a.xml', 'one'],
        ['a.xml', 'two'],
      ],
    );
    const signatures = rows[0]?.['signatures'] as { id: string }[];
    assert.deepEqual(
      signatures.map(({ id }) => id),
      ['Signature_1', 'Counter'],
    );
  });

  it('has in `error` a sentence for what could not be read, and null for all else', () => {
    const missing = unread('no.xml', new MuhurError('file/not-found', { path: 'no.xml' }));
    const [good, torn, absent] = asRead(read(documentReport()), read(unreadable), missing);
    assert.equal(good?.['error'], null);
    assert.equal(torn?.['error'], 'The end tag here is not that of the element that is open.');
    assert.match(String(absent?.['error']), /^There is no file “no\.xml”\. /);
    assert.deepEqual([torn['signatures'], absent?.['signatures']], [[], []]);
  });

  it('gives a file that could not be read the same keys as any other', () => {
    const missing = unread('no.xml', new MuhurError('file/not-found', { path: 'no.xml' }));
    const [good, absent] = asRead(read(documentReport()), missing);
    assert.deepEqual(Object.keys(absent ?? {}).sort(), Object.keys(good ?? {}).sort());
  });
});
