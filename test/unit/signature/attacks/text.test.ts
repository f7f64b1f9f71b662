import { SigningDesk, isGood, isRefused, replaced } from '../support/signingDesk.ts';

/** Markup in the middle of text that one program prints and another leaves out. */
describe('Markup put into text that was signed', function () {
  this.timeout(20_000);
  let desk: SigningDesk;
  let signed: string;
  before(async () => {
    desk = await SigningDesk.open();
    signed = desk.signed();
  });

  const HASH = 'TOTAL_FAILED HASH_FAILURE';
  const FORMAT = 'TOTAL_FAILED FORMAT_FAILURE';
  /** Of the first element of that name. */
  const inText = (name: string, change: (text: string) => string) =>
    signed.replace(
      new RegExp(`(<${name}(?: [^>]*)?>)([^<]*)(</${name}>)`),
      (_, start: string, text: string, end: string) => start + change(text) + end,
    );

  it('leaves a signature good that nobody touched', async () => {
    isGood(await desk.signature(signed));
  });

  for (const [what, change] of [
    ['text made a processing instruction', (text: string) => `<?p ${text}?>`],
    ['an instruction in the text', (text: string) => `${text}<?p q?>`],
    ['text put into a CDATA section and changed', (text: string) => `<![CDATA[${text}]]>0`],
    ['text made a comment', (text: string) => `<!--${text}-->`],
    ['an element in the text', (text: string) => `${text}<x/>`],
  ] as const) {
    it(`is seen in the document: ${what}`, async () => {
      const changed = inText('cbc:PayableAmount', change);
      const signature = await desk.signature(changed);
      isRefused(signature, HASH, 'SIG-DIGEST', { signer: true, time: true });
    });
  }

  it('is no change where canonical XML has none: a comment beside text, a CDATA section', async () => {
    isGood(await desk.signature(inText('cbc:PayableAmount', (text) => `<!-- x -->${text}`)));
    isGood(await desk.signature(inText('cbc:PayableAmount', (text) => `<![CDATA[${text}]]>`)));
  });

  for (const name of [
    'ds:DigestValue',
    'ds:SignatureValue(?: [^>]*)?',
    'ds:X509Certificate',
    'xades:SigningTime',
    'xades:CertDigest><ds:DigestMethod [^>]*/><ds:DigestValue',
  ]) {
    for (const inserted of ['<!-- -->', '<?p q?>', '<x/>', '<!--\nAAAA\n-->']) {
      it(`makes ${name.replace(/[^A-Za-z:].*/, '')} unreadable: ${inserted.replaceAll('\n', '')}`, async () => {
        const changed = replaced(signed, new RegExp(`(?<=<${name}>.{4})`), inserted);
        isRefused(await desk.signature(changed), FORMAT, 'SIG-FORMAT');
      });
    }
  }

  it('is refused where it stands for the whole value', async () => {
    for (const value of ['<!--AAAA-->', '<?p AAAA?>']) {
      const changed = replaced(signed, /(?<=<ds:DigestValue>)[^<]+/, value);
      isRefused(await desk.signature(changed), FORMAT, 'SIG-FORMAT');
    }
  });

  it('does not hide a second value: an attacker’s digest before the real one (CVE-2025-29774)', async () => {
    const [, digest = ''] = /<ds:DigestValue>([^<]+)/.exec(signed) ?? [];
    const forged = Buffer.alloc(32, 7).toString('base64');
    for (const value of [
      `<!--${forged}-->${digest}`,
      `${forged}<!--${digest}-->`,
      `${digest}<!-- -->${forged}`,
    ]) {
      const changed = replaced(signed, digest, value);
      isRefused(await desk.signature(changed), FORMAT, 'SIG-FORMAT');
    }
  });

  it('reads references to characters and lines in values as what they mean', async () => {
    const lines = (text: string) => text.replaceAll(/.{60}/g, '$&&#13;\r\n');
    isGood(await desk.signature(inText('ds:SignatureValue', lines)));
    isGood(await desk.signature(inText('ds:X509Certificate', lines)));
    const referred = inText('ds:SignatureValue', (text) =>
      text.replace(/^./, (letter) => `&#${letter.charCodeAt(0)};`),
    );
    isGood(await desk.signature(referred));
  });

  it('refuses values that are no base64, in whole or in part', async () => {
    for (const value of [
      '',
      '!!!!',
      'AAA',
      'A===',
      'AAAA====',
      'AA==AAAA',
      'AAAA\u00a0AAAA',
      'A-_A',
    ]) {
      const changed = inText('ds:SignatureValue', () => value);
      isRefused(await desk.signature(changed), FORMAT, 'SIG-FORMAT');
    }
  });
});
