import { createHmac } from 'node:crypto';
import {
  C14N,
  DOCUMENT,
  ENVELOPED,
  EXCLUSIVE,
  SHA1,
  propertiesOf,
} from '../../../fixtures/signatures/handSigner.ts';
import { SigningDesk, isGood, isRefused } from '../support/signingDesk.ts';
import { signedInfoOf, withValue } from './signedInfo.ts';

const CRYPTO = 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE';
const VALUE = 'TOTAL_FAILED SIG_CRYPTO_FAILURE';
const FORMAT = 'TOTAL_FAILED FORMAT_FAILURE';
const MORE = 'http://www.w3.org/2001/04/xmldsig-more#';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** What is not proof, however right its mathematics is (RFC 6931, TS 119 312). */
describe('The algorithms of a signature', function () {
  this.timeout(60_000);
  let desk: SigningDesk;
  before(async () => {
    desk = await SigningDesk.open();
  });

  it('do not count when they are unknown, none, MD5 or a MAC that anyone can make', async () => {
    for (const algorithm of [
      '',
      'none',
      'RS256',
      `${DSIG}none`,
      `${DSIG}dsa-sha1`,
      `${MORE}rsa-md5`,
      `${MORE}rsa-ripemd160`,
      `${DSIG}hmac-sha1`,
      `${MORE}hmac-sha256`,
      `${MORE}hmac-sha512`,
      `${MORE}rsa-sha256 `,
      `${MORE}RSA-SHA256`,
      'toString',
      '__proto__',
      'constructor',
    ]) {
      const signature = await desk.signature(desk.signed({ method: algorithm }));
      isRefused(signature, CRYPTO, 'SIG-ALGORITHM');
    }
  });

  it('do not count as HMAC with the public key or the certificate for a secret', async () => {
    const { key, certificate } = desk.rsa;
    const text = desk.signed({ method: `${MORE}hmac-sha256` });
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString('base64')}\n-----END CERTIFICATE-----\n`;
    for (const secret of [certificate, pem, key.export({ type: 'pkcs8', format: 'der' })]) {
      const mac = createHmac('sha256', secret).update(signedInfoOf(text)).digest();
      isRefused(await desk.signature(withValue(text, mac)), CRYPTO, 'SIG-ALGORITHM');
    }
  });

  it('make no truncated MAC', async () => {
    const method = '<ds:SignatureMethod Algorithm="(?:[^"]*)"';
    for (const length of ['0', '8', '256']) {
      const text = desk
        .signed()
        .replace(
          new RegExp(`(${method})/>`),
          `$1><ds:HMACOutputLength>${length}</ds:HMACOutputLength></ds:SignatureMethod>`,
        );
      isRefused(await desk.signature(text), FORMAT, 'SIG-FORMAT');
    }
  });

  it('are too weak with SHA-1, though the mathematics is right', async () => {
    const told = { core: true, signer: true, time: true };
    const rsa = await desk.signature(desk.signed({ method: `${DSIG}rsa-sha1` }));
    isRefused(rsa, CRYPTO, 'SIG-ALGORITHM-WEAK', told);
    const ec = desk.signed({ method: `${MORE}ecdsa-sha1` }, undefined, desk.ec);
    isRefused(await desk.signature(ec), CRYPTO, 'SIG-ALGORITHM-WEAK', told);
    const digest = { references: [{ ...DOCUMENT, digestMethod: SHA1 }, propertiesOf()] };
    isRefused(await desk.signature(desk.signed(digest)), CRYPTO, 'SIG-ALGORITHM-WEAK', told);
  });

  it('are nothing as digests that are unknown or MD5', async () => {
    for (const digestMethod of [
      '',
      `${MORE}md5`,
      'http://www.w3.org/2001/04/xmlenc#ripemd160',
      'x',
    ]) {
      const references = [{ ...DOCUMENT, digestMethod }, propertiesOf()];
      const signature = await desk.signature(desk.signed({ references }));
      isRefused(signature, CRYPTO, 'SIG-ALGORITHM', { signer: true, time: true });
    }
  });

  it('are not of another kind than the key', async () => {
    for (const [name, signer] of [
      ['ecdsa-sha256', desk.rsa],
      ['rsa-sha256', desk.ec],
    ] as const) {
      const right = desk.signed({}, undefined, signer);
      const wrong = right.replace(/(<ds:SignatureMethod Algorithm=")[^"]*/, `$1${MORE}${name}`);
      isRefused(await desk.signature(wrong), VALUE, 'SIG-VALUE');
    }
  });

  it('are no other canonicalization than those of XML signatures', async () => {
    for (const canonicalization of [
      '',
      'x',
      'http://www.w3.org/TR/1999/REC-xpath-19991116',
      ENVELOPED,
    ]) {
      isRefused(await desk.signature(desk.signed({ canonicalization })), CRYPTO, 'SIG-ALGORITHM');
    }
  });

  it('refuse transforms that make something of the document that nobody sees', async () => {
    const plain = DOCUMENT.transforms ?? [];
    for (const transforms of [
      ['http://www.w3.org/TR/1999/REC-xslt-19991116'],
      ['http://www.w3.org/TR/1999/REC-xpath-19991116'],
      ['http://www.w3.org/2002/06/xmldsig-filter2'],
      [`${DSIG}base64`],
      ['http://www.w3.org/2002/07/decrypt#XML'],
      ['http://www.w3.org/2002/07/decrypt#Binary'],
      [
        'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#STR-Transform',
      ],
      [''],
      [...plain, C14N, C14N],
      [...plain, EXCLUSIVE, C14N],
      [C14N, ...plain],
      [C14N, `${DSIG}base64`],
      [...plain, 'http://www.w3.org/TR/1999/REC-xpath-19991116'],
    ]) {
      const references = [{ uri: '', transforms }, propertiesOf()];
      const signature = await desk.signature(desk.signed({ references }));
      isRefused(signature, FORMAT, 'SIG-TRANSFORM', { signer: true, time: true });
    }
    const twice = { references: [{ uri: '', transforms: [...plain, ...plain] }, propertiesOf()] };
    isGood(await desk.signature(desk.signed(twice)));
  });
});
