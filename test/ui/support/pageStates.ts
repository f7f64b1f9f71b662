import type {
  CardRow,
  CertificateRow,
  PageState,
  Screen,
  ScreenKind,
} from '../../../src/views/portal/protocol/screens.ts';

/** States of the page as the host may send them, each screen at least once. */

export const CARD_SERIAL = '0102030405060708090A0B0C';
export const PIN = '739154';
export const PUK = '48210935';

const session = { vkn: '1234567816', tradeName: 'Anka Yazılım Sanayi ve Ticaret A.Ş.' };

/** Five letters as outlines, as the server draws them. */
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="64" viewBox="0 0 200 64"><path d="M20 50 34 14 48 50M26 38h16M66 14v36h20M104 14h24M116 14v36M148 14c20 0 20 36 0 36zM12 30q90-30 176 8" fill="none" stroke="#234" stroke-width="4"/></svg>`;
const captcha = { image: `data:image/svg+xml;base64,${btoa(svg)}`, told: null };

export const certificates: readonly CertificateRow[] = [
  row('4D7A01', 'on-hold', '1234567816SIGN0', 'signing', ['activate', 'revoke']),
  row('4D7A02', 'active', '1234567816ENCR0', 'encryption', ['suspend', 'revoke', 'renew']),
  row('3C1190', 'revoked', '1234567816SIGN0', 'signing', []),
  row('2B0F44', 'expired', '10000000146NES0', 'qualified', ['renew']),
];

function row(
  serialNumber: string,
  state: CertificateRow['state'],
  label: string,
  purpose: CertificateRow['purpose'],
  actions: CertificateRow['actions'],
): CertificateRow {
  return {
    serialNumber: serialNumber.padEnd(32, '0'),
    cardSerial: CARD_SERIAL,
    label,
    purpose,
    commonName: session.tradeName,
    state,
    since: '2026-11-02T09:30:00Z',
    notBefore: '2026-05-14T09:30:00Z',
    notAfter: '2029-05-14T09:30:00Z',
    actions,
  };
}

/** A list that is long enough to be felt. */
export function manyCertificates(count: number): CertificateRow[] {
  const states = ['on-hold', 'active', 'revoked', 'expired'] as const;
  return Array.from({ length: count }, (_, index) => ({
    ...row(
      index.toString(16).toUpperCase().padStart(6, 'A'),
      states[index % 4] ?? 'active',
      `SIGN${String(index)}`,
      'signing',
      ['activate', 'suspend', 'revoke', 'renew'],
    ),
    commonName: `Iğdır Şubesi ${String(index)}`,
  }));
}

const card: CardRow = {
  serial: CARD_SERIAL,
  name: 'Anka',
  profile: 'mali-muhur',
  secrets: 'stored',
  reader: 'ACS ACR38U-CCID 00 00',
  isOpen: false,
};

const warnings = [
  "PIN bilgisinin güvenli olarak muhafaza edilmesi kurumun sorumluluğundadır. Ayrıca, kurum tarafından silininceye kadar Kamu SM'de şifreli olarak tutulur.",
  '"Parolalarımı Kaydet" butonuna basılarak oluşturulan PIN bilgisinin yer aldığı PDF dosyasının, güvenli bir yerde saklanması ve ayrıca PIN bilgisinin yazıcıdan baskısı alınarak basılı kopyasının da saklanması önerilir.',
  'PIN bilgisinin Kamu SM sisteminden silinmesi önerilir. "Parolalarımı Sil" butonuna basıldığında PIN bilgisi, Kamu SM sisteminden bir daha görülemeyecek şekilde tamamen silinir.',
  "PIN'in 3 (üç) kere hatalı girilmesi durumunda “Kilit Çözme” seçeneğine tıklanarak yeni PIN üretilir.",
].map((tr, index) => ({ tr, en: `What warning ${String(index + 1)} means, in English.` }));

const later = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

/** One or more screens of each kind. */
export function screens(): Readonly<Record<ScreenKind, readonly Screen[]>> {
  const unlock = (progress: 'ready' | 'running' | 'interrupted' | 'done'): Screen => ({
    kind: 'unlock',
    card,
    progress,
  });
  const [onHold] = certificates;
  if (onHold === undefined) throw new Error('never');
  const shown = { pin: PIN, puk: PUK, seconds: 30 };
  return {
    home: [{ kind: 'home', system: 'Linux' }],
    'online-services': [{ kind: 'online-services' }],
    verification: [{ kind: 'verification' }],
    password: [
      { kind: 'password', captcha, vkn: '' },
      { kind: 'password', captcha: { ...captcha, told: 'KALEM' }, vkn: '1234567816' },
    ],
    phone: [{ kind: 'phone', maskedPhone: '+90 5•• ••• •• 67' }],
    code: [
      {
        kind: 'code',
        maskedPhone: '+90 5•• ••• •• 67',
        expiresAt: later(170),
        resendAt: later(50),
      },
      { kind: 'code', maskedPhone: '', expiresAt: later(-5), resendAt: later(-5) },
    ],
    signature: [
      {
        kind: 'signature',
        cards: [{ serial: CARD_SERIAL, name: 'Ayşe Yılmaz', reader: 'ACS ACR38U 00 00' }],
        organisations: [],
      },
      { kind: 'signature', cards: [], organisations: [] },
      {
        kind: 'signature',
        cards: [{ serial: CARD_SERIAL, name: 'Ayşe Yılmaz', reader: 'ACS ACR38U 00 00' }],
        organisations: [session, { vkn: '9876543217', tradeName: 'Çınar Gıda Ltd. Şti.' }],
      },
    ],
    forgotten: [{ kind: 'forgotten', captcha, vkn: '' }],
    'new-word': [{ kind: 'new-word', expiresAt: later(170) }],
    menu: [
      {
        kind: 'menu',
        certificates,
        cards: [
          card,
          {
            ...card,
            serial: CARD_SERIAL.replace('01', 'F1'),
            name: 'Yedek',
            reader: null,
            secrets: 'deleted',
            isOpen: true,
          },
        ],
        focus: null,
      },
      { kind: 'menu', certificates: [], cards: [], focus: null },
      { kind: 'menu', certificates: manyCertificates(8), cards: [card], focus: null },
    ],
    revoke: [{ kind: 'revoke', certificate: onHold, typed: null }],
    renew: [
      {
        kind: 'renew',
        card,
        allowed: true,
        allowedFrom: '2026-10-01T00:00:00Z',
        fee: '1.250,00 TRY',
      },
      {
        kind: 'renew',
        card,
        allowed: false,
        allowedFrom: '2028-02-14T00:00:00Z',
        fee: '1.250,00 TRY',
      },
    ],
    details: [
      {
        kind: 'details',
        ...session,
        address: 'Çankaya Cad. 12, Ankara',
        phone: '+905551234567',
        email: 'muhasebe@anka.example',
        typed: null,
      },
    ],
    secrets: [
      { kind: 'secrets', card, warnings, shown: null },
      { kind: 'secrets', card, warnings, shown },
      { kind: 'secrets', card: { ...card, secrets: 'deleted' }, warnings, shown: null },
      { kind: 'secrets', card: { ...card, secrets: 'unreadable' }, warnings, shown: null },
    ],
    unlock: [
      unlock('ready'),
      { kind: 'unlock', card: { ...card, reader: null }, progress: 'ready' },
      unlock('running'),
      unlock('interrupted'),
      unlock('done'),
    ],
    'real-card': [{ kind: 'real-card', reader: 'ACS ACR38U-CCID 00 00', family: 'akis-2' }],
    unavailable: [
      {
        kind: 'unavailable',
        what: 'The portal at http://127.0.0.1:4815 does not answer. Nothing was changed.',
        advice: 'Start the simulator, or correct the address in the settings.',
        mayStart: true,
      },
    ],
  };
}

const SIGNED_IN: readonly ScreenKind[] = [
  'menu',
  'revoke',
  'renew',
  'details',
  'secrets',
  'unlock',
];

/** The state around a screen. */
export function stateOf(screen: Screen, more: Partial<PageState> = {}): PageState {
  return {
    screen,
    session: SIGNED_IN.includes(screen.kind) ? session : null,
    movedClock: null,
    notice: null,
    restore: { screen: screen.kind, about: null, attempt: null },
    ...more,
  };
}

/** The first screen of a kind. */
export function aScreen<K extends ScreenKind>(kind: K, index = 0): Extract<Screen, { kind: K }> {
  return screens()[kind][index] as Extract<Screen, { kind: K }>;
}

/** Every screen, with a name for its picture. */
export function allStates(): readonly (readonly [string, PageState])[] {
  return Object.entries(screens()).flatMap(([kind, list]) =>
    list.map((screen, index) => [`${kind}-${String(index + 1)}`, stateOf(screen)] as const),
  );
}
