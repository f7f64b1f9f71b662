import * as z from 'zod';
import { route } from './route.ts';
import {
  base64,
  cardSerial,
  keyAlgorithm,
  line,
  phone,
  serialNumber,
  time,
  vkn,
} from './values.ts';

/** Sertifika İşlemler Menüsü. */

/** ASKIDA, GEÇERLİ, İPTAL, SÜRESİ DOLMUŞ. */
export const certificateState = z.enum(['on-hold', 'active', 'revoked', 'expired']);

/** Reasons that a subscriber may give (RFC 5280 §5.3.1). */
export const revocationReason = z.enum([
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
]);

export const certificateAction = z.enum(['activate', 'suspend', 'revoke', 'renew']);

export const portalCertificate = z.object({
  serialNumber,
  cardSerial,
  label: z.string(),
  purpose: z.enum(['signing', 'encryption', 'qualified']),
  commonName: z.string(),
  keyAlgorithm,
  state: certificateState,
  /** When the state was entered. */
  since: time,
  reason: revocationReason.nullable(),
  notBefore: time,
  notAfter: time,
  /** What may be done now. */
  actions: z.array(certificateAction),
  /** DER. */
  certificate: base64,
});
export type PortalCertificate = z.output<typeof portalCertificate>;

export const listCertificates = route({
  method: 'GET',
  path: '/portal/v1/certificates',
  access: 'session',
  summary: 'The certificates of the organisation, each with its state',
  response: z.object({ certificates: z.array(portalCertificate) }),
});

const certificateParams = z.object({ serialNumber });

export const activateCertificate = route({
  method: 'POST',
  path: '/portal/v1/certificates/{serialNumber}/activation',
  access: 'session',
  summary: 'Kullanıma Aç: puts a certificate that is on hold (back) in use',
  params: certificateParams,
  response: portalCertificate,
  problems: ['portal/not-found', 'portal/certificate-state'],
});

export const suspendCertificate = route({
  method: 'POST',
  path: '/portal/v1/certificates/{serialNumber}/suspension',
  access: 'session',
  summary: 'Askıya Al (newer portal): puts a certificate on hold',
  params: certificateParams,
  response: portalCertificate,
  problems: ['portal/not-found', 'portal/certificate-state'],
});

export const revokeCertificate = route({
  method: 'POST',
  path: '/portal/v1/certificates/{serialNumber}/revocation',
  access: 'session',
  summary: 'Sertifikamı İptal Et: revokes this certificate for good',
  params: certificateParams,
  body: z.strictObject({
    reason: revocationReason,
    /** The serial number once more: this cannot be undone. */
    confirmedSerialNumber: serialNumber,
  }),
  response: portalCertificate,
  problems: ['portal/not-found', 'portal/certificate-state', 'portal/not-confirmed'],
});

const fee = z.object({ amount: z.string(), currency: z.literal('TRY') });

const cardParams = z.object({ cardSerial });

export const portalCard = z.object({
  serial: cardSerial,
  name: z.string(),
  profile: z.enum(['mali-muhur', 'e-imza']),
  deliveredAt: time,
  /**
   * PIN / PUK record: kept, deleted for good until Kilit Çözme makes a new PIN, or sealed under
   * another key than the one these data were opened with.
   */
  secrets: z.enum(['stored', 'deleted', 'unreadable']),
  /** A Kilit Çözme that was begun and not brought to its end. */
  openOperation: z.string().nullable(),
});
export type PortalCard = z.output<typeof portalCard>;

export const listCards = route({
  method: 'GET',
  path: '/portal/v1/cards',
  access: 'session',
  summary: 'The cards of the organisation',
  response: z.object({ cards: z.array(portalCard) }),
});

export const readRenewalOffer = route({
  method: 'GET',
  path: '/portal/v1/cards/{cardSerial}/renewal',
  access: 'session',
  summary: 'What a renewal of this card costs, and from when it can be ordered',
  params: cardParams,
  response: z.object({ allowed: z.boolean(), allowedFrom: time, fee }),
  problems: ['portal/not-found'],
});

export const renewCard = route({
  method: 'POST',
  path: '/portal/v1/cards/{cardSerial}/renewal',
  access: 'session',
  summary:
    'Orders a renewal against the fee; delivers a new virtual card, its certificates on hold',
  params: cardParams,
  body: z.strictObject({ acceptedFee: fee, keyAlgorithm: keyAlgorithm.optional() }),
  response: z.object({ card: portalCard, certificates: z.array(portalCertificate) }),
  problems: [
    'portal/not-found',
    'portal/renewal-early',
    'portal/not-confirmed',
    'portal/not-signatory',
  ],
});

const details = z.object({
  vkn,
  tradeName: z.string(),
  address: z.string(),
  phone: z.string(),
  email: z.string(),
});

export const readDetails = route({
  method: 'GET',
  path: '/portal/v1/details',
  access: 'session',
  summary: 'Bilgi Güncelle: the details as they are',
  response: details,
});

export const updateDetails = route({
  method: 'PATCH',
  path: '/portal/v1/details',
  access: 'session',
  summary: 'Bilgi Güncelle: a new phone gets the next SMS code',
  body: z.strictObject({
    address: line.optional(),
    phone: phone.optional(),
    email: z.email().max(200).optional(),
  }),
  response: details,
});

/** The guide says that its warnings must be read before the PIN is used. */
const warningsRead = z.strictObject({ warningsRead: z.literal(true) });

export const readWarnings = route({
  method: 'GET',
  path: '/portal/v1/warnings',
  access: 'open',
  summary: 'The four warnings about PIN and PUK, in the words of the guide, and in English',
  response: z.object({ tr: z.array(z.string()), en: z.array(z.string()) }),
});

export const showSecrets = route({
  method: 'POST',
  path: '/portal/v1/cards/{cardSerial}/secrets/view',
  access: 'session',
  summary: 'PIN / PUK Bilgisi: shows PIN and PUK once the warnings are read',
  params: cardParams,
  body: warningsRead,
  response: z.object({
    pin: z.string(),
    puk: z.string(),
    madeAt: time,
    /** A Kilit Çözme that is not at its end: the card may have another PIN by now. */
    openOperation: z.string().nullable(),
  }),
  problems: ['portal/not-found', 'portal/secrets-deleted', 'portal/secrets-unreadable'],
});

export const saveSecrets = route({
  method: 'POST',
  path: '/portal/v1/cards/{cardSerial}/secrets/pdf',
  access: 'session',
  summary: 'Parolalarımı Kaydet: PIN and PUK as a PDF that is ready to print',
  params: cardParams,
  body: warningsRead,
  file: 'application/pdf',
  problems: ['portal/not-found', 'portal/secrets-deleted', 'portal/secrets-unreadable'],
});

export const deleteSecrets = route({
  method: 'DELETE',
  path: '/portal/v1/cards/{cardSerial}/secrets',
  access: 'session',
  summary: 'Parolalarımı Sil: what the page can show is gone for good',
  params: cardParams,
  problems: ['portal/not-found', 'portal/secrets-deleted'],
});
