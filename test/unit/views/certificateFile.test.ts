import assert from 'node:assert/strict';
import {
  certificateFileContent,
  certificateFileName,
} from '../../../src/views/certificate/certificateFile.ts';
import { aDescription } from '../../fixtures/cardStates.ts';

const der = new Uint8Array([0x30, 0x00]);

function named(commonName: string | null): string {
  return certificateFileName(aDescription({ commonName }));
}

describe('The file of an exported certificate', () => {
  it('is named after owner and serial number', () => {
    assert.equal(named('TEST KURUM A.Ş.'), 'TEST-KURUM-A.Ş-0A0B0C.pem');
  });

  it('has a name that every file system takes, whatever the certificate says', () => {
    assert.equal(named('../../etc/passwd'), 'etc-passwd-0A0B0C.pem');
    assert.equal(named('a\\b:c*d?"<e>|\u0000f\n'), 'a-b-c-d-e-f-0A0B0C.pem');
    assert.equal(named('CON'), 'CON-0A0B0C.pem');
    assert.equal(named('$(x) `y` ;&'), 'x-y-0A0B0C.pem');
    for (const nothing of [null, '', '...', ' / ']) {
      assert.equal(named(nothing), 'certificate-0A0B0C.pem');
    }
  });

  it('has a name of bearable length', () => {
    const description = aDescription({
      commonName: 'Ş'.repeat(500),
      serialNumber: 'A'.repeat(500),
    });
    assert.ok(Buffer.byteLength(certificateFileName(description)) < 200);
  });

  it('is DER where its extension says so, and PEM otherwise', () => {
    for (const path of ['/a.der', '/a.CER']) assert.equal(certificateFileContent(path, der), der);
    for (const path of ['/a.pem', '/a.crt', '/a.txt', '/a', '/x.der/a']) {
      const text = new TextDecoder().decode(certificateFileContent(path, der));
      assert.equal(text, '-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n', path);
    }
  });
});
