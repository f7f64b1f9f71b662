/**
 * What the portal's page can show. The extension decides, the page draws: everything that is on a
 * screen is in here, and nothing else, so no token and no secret but the PIN that is being shown.
 */
export type Screen =
  | HomeScreen
  | OnlineServicesScreen
  | VerificationScreen
  | PasswordScreen
  | PhoneScreen
  | CodeScreen
  | SignatureScreen
  | ForgottenScreen
  | NewWordScreen
  | MenuScreen
  | RevokeScreen
  | RenewScreen
  | DetailsScreen
  | SecretsScreen
  | UnlockScreen
  | RealCardScreen
  | UnavailableScreen;

export type ScreenKind = Screen['kind'];

/** Sürücü and Online İşlemler. */
export interface HomeScreen {
  readonly kind: 'home';
  /** Whose drivers the official page offers: `Windows`, `macOS`, `Linux`. */
  readonly system: string;
}

/** Online İşlemler, with the link Mali Mühür Elektronik Sertifika İşlemleri. */
export interface OnlineServicesScreen {
  readonly kind: 'online-services';
}

/** Kullanıcı Doğrulama: Şifreli Giriş or E-imzalı Giriş. */
export interface VerificationScreen {
  readonly kind: 'verification';
}

/** A picture with letters to type. */
export interface CaptchaPicture {
  /** SVG as a `data:` address. */
  readonly image: string;
  /** The letters, once they were asked for: the simulator tells them. */
  readonly told: string | null;
}

/** Şifreli Giriş. */
export interface PasswordScreen {
  readonly kind: 'password';
  readonly captcha: CaptchaPicture;
  /** What was typed before and may be shown again. */
  readonly vkn: string;
}

/** Is this the phone? */
export interface PhoneScreen {
  readonly kind: 'phone';
  readonly maskedPhone: string;
}

/** SMS Onay Kodu. */
export interface CodeScreen {
  readonly kind: 'code';
  readonly maskedPhone: string;
  /** ISO 8601, by the simulator's clock. */
  readonly expiresAt: string;
  readonly resendAt: string;
}

/** E-imzalı Giriş: a card to sign with; VS Code asks for its PIN. */
export interface SignatureScreen {
  readonly kind: 'signature';
  readonly cards: readonly CardChoice[];
  /** For a signatory of more than one organisation, after the signature. */
  readonly organisations: readonly { readonly vkn: string; readonly tradeName: string }[];
}

export interface CardChoice {
  readonly serial: string;
  readonly name: string;
  readonly reader: string;
}

/** Güvenlik Sözcüğümü Unuttum. */
export interface ForgottenScreen {
  readonly kind: 'forgotten';
  readonly captcha: CaptchaPicture;
  readonly vkn: string;
}

export interface NewWordScreen {
  readonly kind: 'new-word';
  readonly expiresAt: string;
}

/** Sertifika İşlemler Menüsü. */
export interface MenuScreen {
  readonly kind: 'menu';
  readonly certificates: readonly CertificateRow[];
  readonly cards: readonly CardRow[];
  /** A certificate to be pointed at, when somebody came for it. */
  readonly focus: string | null;
}

export type CertificateState = 'on-hold' | 'active' | 'revoked' | 'expired';
export type CertificateAction = 'activate' | 'suspend' | 'revoke' | 'renew';

export interface CertificateRow {
  readonly serialNumber: string;
  readonly cardSerial: string;
  readonly label: string;
  readonly purpose: 'signing' | 'encryption' | 'qualified';
  readonly commonName: string;
  readonly state: CertificateState;
  readonly since: string;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly actions: readonly CertificateAction[];
}

export interface CardRow {
  readonly serial: string;
  readonly name: string;
  readonly profile: 'mali-muhur' | 'e-imza';
  readonly secrets: 'stored' | 'deleted' | 'unreadable';
  /** Where the card is now, when it is in a reader. */
  readonly reader: string | null;
  /** A Kilit Çözme that was begun and not brought to its end. */
  readonly isOpen: boolean;
}

/** Sertifikamı İptal Et: what it means, the reason, the serial number once more. */
export interface RevokeScreen {
  readonly kind: 'revoke';
  readonly certificate: CertificateRow;
  /** What was typed before and not sent. */
  readonly typed: { readonly reason: RevocationReason; readonly confirmed: string } | null;
}

export const REVOCATION_REASONS = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

export interface RenewScreen {
  readonly kind: 'renew';
  readonly card: CardRow;
  readonly allowed: boolean;
  readonly allowedFrom: string;
  readonly fee: string;
}

/** Bilgi Güncelle. */
export interface DetailsScreen {
  readonly kind: 'details';
  readonly vkn: string;
  readonly tradeName: string;
  readonly address: string;
  readonly phone: string;
  readonly email: string;
  /** What was typed before and not saved. */
  readonly typed: Readonly<Record<'address' | 'phone' | 'email', string>> | null;
}

/** PIN / PUK Bilgisi. */
export interface SecretsScreen {
  readonly kind: 'secrets';
  readonly card: CardRow;
  /** Verbatim from the guide, Turkish; and what it means, in the user's language. */
  readonly warnings: readonly { readonly tr: string; readonly en: string }[];
  /** Only while they are shown; `seconds` is how long, from when the page gets this. */
  readonly shown: { readonly pin: string; readonly puk: string; readonly seconds: number } | null;
}

/** Kilit Çözme. */
export interface UnlockScreen {
  readonly kind: 'unlock';
  readonly card: CardRow;
  readonly progress: 'ready' | 'running' | 'interrupted' | 'done';
}

/** A real card in the reader: how the real portal does it, old and new. */
export interface RealCardScreen {
  readonly kind: 'real-card';
  readonly reader: string;
  readonly family: string;
}

/** The server does not answer. */
export interface UnavailableScreen {
  readonly kind: 'unavailable';
  /** What happened and what to do, in words. */
  readonly what: string;
  readonly advice: string;
  readonly mayStart: boolean;
}

/** Everything that the page shows at one time. */
export interface PageState {
  readonly screen: Screen;
  readonly session: { readonly tradeName: string; readonly vkn: string } | null;
  /**
   * The time of the server as this is sent, ISO 8601, when it is not that of this machine; the page
   * counts down by it.
   */
  readonly movedClock: string | null;
  /** Good news of the last action; read out by screen readers. */
  readonly notice: string | null;
  /** The page keeps this (`setState`), and VS Code hands it back after a window reload. */
  readonly restore: RestorePoint;
}

/** What the page keeps: where it is, and which panel it is the page of. */
export interface KeptPage extends RestorePoint {
  readonly panel: string;
}

/** Where to go on after a window reload. Nothing in here opens anything by itself. */
export interface RestorePoint {
  readonly screen: ScreenKind;
  /** Serial number of the card or certificate that the screen is about. */
  readonly about: string | null;
  readonly attempt: Attempt | null;
}

/** A sign-in, or a reset of the security word, on its way: what is shown while it needs its code. */
export interface Attempt {
  readonly id: string;
  /** Empty where none is shown. */
  readonly maskedPhone: string;
  /** Of the code that was sent; null: none was. */
  readonly expiresAt: string | null;
  readonly resendAt: string | null;
}
