import * as z from 'zod';
import { certificateState } from './menu.ts';
import { route } from './route.ts';
import {
  base64,
  cardSerial,
  keyAlgorithm,
  line,
  newSecurityWord,
  phone,
  serialNumber,
  tckn,
  vkn,
} from './values.ts';

/** Organisations and their cards, as test suites order and see them; and what to trust. */

export const scenario = z.enum([
  'delivered',
  'active',
  'suspended',
  'revoked',
  'expired',
  'expiring',
  'pin-blocked',
  'puk-blocked',
  'signing-certificate-missing',
]);
export type Scenario = z.output<typeof scenario>;

const testCertificate = z.object({
  serialNumber,
  label: z.string(),
  purpose: z.enum(['signing', 'encryption', 'qualified']),
  state: certificateState,
  certificate: base64,
});

const testCard = z.object({
  serial: cardSerial,
  name: z.string(),
  profile: z.enum(['mali-muhur', 'e-imza']),
  keyAlgorithm,
  /** Folder of the card's state, for `virtual-card --state`; null: whoever ordered it keeps it. */
  directory: z.string().nullable(),
  /** As they are on the card now; null when that cannot be known. */
  pin: z.string().nullable(),
  puk: z.string().nullable(),
  certificates: z.array(testCertificate),
});

const testOrganisation = z.object({
  vkn,
  tradeName: z.string(),
  /** Null once somebody chose another one: it is kept as a hash only. */
  securityWord: z.string().nullable(),
  phone: z.string(),
  email: z.string(),
  address: z.string(),
  signatory: z.object({ tckn, name: z.string() }),
  scenario,
  cards: z.array(testCard),
});
export type TestOrganisationRecord = z.output<typeof testOrganisation>;

export const createOrganisation = route({
  method: 'POST',
  path: '/test/v1/organisations',
  access: 'test',
  summary: 'A new organisation with a seal, and with its signatory who has an e-imza',
  body: z.strictObject({
    scenario: scenario.default('delivered'),
    keyAlgorithm: keyAlgorithm.default('RSA-2048'),
    vkn: vkn.optional(),
    tradeName: line.optional(),
    securityWord: newSecurityWord.optional(),
    phone: phone.optional(),
  }),
  response: testOrganisation,
  problems: ['portal/organisation-exists'],
});

export const listOrganisations = route({
  method: 'GET',
  path: '/test/v1/organisations',
  access: 'test',
  summary: 'The organisations, with everything a test needs to sign in',
  response: z.object({ organisations: z.array(testOrganisation) }),
});

export const listCertificateStates = route({
  method: 'GET',
  path: '/test/v1/certificates',
  access: 'test',
  summary: 'The state of every certificate, for programs that show cards',
  response: z.object({
    certificates: z.array(z.object({ serialNumber, state: certificateState })),
  }),
});

export const exportPfx = route({
  method: 'POST',
  path: '/test/v1/cards/{cardSerial}/pfx',
  access: 'test',
  summary: 'A key of a virtual card with its certificates as PKCS#12',
  params: z.object({ cardSerial }),
  body: z.strictObject({
    /** Java opens no PKCS#12 file under a password with other letters. */
    password: z
      .string()
      .min(1)
      .max(200)
      .regex(/^[ -~]*$/, 'ascii-only')
      .meta({ example: 'deneme' }),
    purpose: z.enum(['signing', 'encryption', 'qualified']).optional(),
  }),
  file: 'application/x-pkcs12',
  problems: ['portal/not-found'],
});

export const orderCard = route({
  method: 'POST',
  path: '/test/v1/cards',
  access: 'test',
  summary: 'A card in use, of a new organisation, for whoever asks to keep',
  body: z.strictObject({
    profile: z.enum(['mali-muhur', 'e-imza']),
    keyAlgorithm: keyAlgorithm.default('RSA-2048'),
    /** How its owner calls it; it is the label of the token. */
    name: line.optional(),
  }),
  response: z.object({
    organisation: testOrganisation,
    serial: cardSerial,
    /** Content of `card.json`: the card with its keys, PIN and PUK. */
    state: z.string(),
    /** Certificates above those on the card, the nearest first; DER. */
    issuers: z.array(base64),
  }),
});

export const readTrustPem = route({
  method: 'GET',
  path: '/trust/ca.pem',
  access: 'open',
  summary: 'Root and issuers as PEM',
  file: 'application/x-pem-file',
});

export const readTrustStore = route({
  method: 'GET',
  path: '/trust/truststore.p12',
  access: 'open',
  summary: 'Root and issuers as trust store for Java (PKCS#12); its password is “changeit”',
  file: 'application/x-pkcs12',
});
