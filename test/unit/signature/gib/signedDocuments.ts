import assert from 'node:assert/strict';
import { userAccount } from '../../../fixtures/documents/gib.ts';
import { ublDocument, type UblKind, type UblOptions } from '../../../fixtures/documents/ubl.ts';

/** A change of a document's text: what stands there, and what shall. */
export type Edit = readonly [from: string | RegExp, to: string];

/** A ds:Signature with all parts that GİB asks for, and values that mean nothing. */
export function signatureText(id = 'Signature', unsigned = ''): string {
  return `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="${id}"><ds:SignedInfo>
<ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/>
<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
<ds:Reference URI=""><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>
<ds:Reference URI="#${id}-P" Type="http://uri.etsi.org/01903#SignedProperties"><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>
</ds:SignedInfo><ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509SubjectName>CN=Deneme</ds:X509SubjectName><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#${id}"><xades:SignedProperties Id="${id}-P"><xades:SignedSignatureProperties><xades:SigningTime>2026-03-02T14:42:00+03:00</xades:SigningTime><xades:SigningCertificate/></xades:SignedSignatureProperties></xades:SignedProperties>${unsigned}</xades:QualifyingProperties></ds:Object></ds:Signature>`;
}

/** A UBL document with such a signature in its place, changed afterwards. */
export function signedUbl(kind: UblKind, edits: readonly Edit[], options?: UblOptions): string {
  const place = '<ext:ExtensionContent>';
  return edited(ublDocument(kind, options), [[place, `${place}${signatureText()}`], ...edits]);
}

/** A user document with a signature that is counter-signed, changed afterwards. */
export function signedUser(edits: readonly Edit[] = []): string {
  const unsigned = `<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:CounterSignature>${signatureText('Counter')}</xades:CounterSignature></xades:UnsignedSignatureProperties></xades:UnsignedProperties>`;
  const place = '<oa:Signature>';
  const signature = signatureText('Signature', unsigned);
  return edited(userAccount('ProcessUserAccount'), [[place, `${place}${signature}`], ...edits]);
}

/** The text after one change after the other, each of which must change something. */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((current, [from, to]) => {
    const next = current.replace(from, () => to);
    assert.notEqual(next, current, String(from));
    return next;
  }, text);
}
