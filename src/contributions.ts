/**
 * Everything this extension adds to VS Code, by the ids that package.json gives it. A test holds
 * the two together.
 */
export const extensionId = 'mali-muhur.mali-muhur';

export const viewContainer = 'maliMuhur';

export const cardsView = 'maliMuhur.cards';

/** A command may be run from a row of the explorer, from the palette, or with options. */
export const commandIds = [
  'maliMuhur.cards.refresh',
  'maliMuhur.cards.filter',
  'maliMuhur.cards.clearFilter',
  'maliMuhur.cards.hideEmptyReaders',
  'maliMuhur.cards.showEmptyReaders',
  'maliMuhur.cards.sortByCardOrder',
  'maliMuhur.cards.sortByExpiry',
  'maliMuhur.cards.sortByOwner',
  'maliMuhur.card.retry',
  'maliMuhur.card.showLog',
  'maliMuhur.card.useWay',
  'maliMuhur.module.add',
  'maliMuhur.pin.verify',
  'maliMuhur.pin.change',
  'maliMuhur.pin.unblock',
  'maliMuhur.certificate.show',
  'maliMuhur.certificate.export',
  'maliMuhur.certificate.revealExpiring',
  'maliMuhur.copy.atr',
  'maliMuhur.copy.cardSerial',
  'maliMuhur.copy.taxNumber',
  'maliMuhur.copy.certificateSerial',
  'maliMuhur.copy.fingerprint',
  'maliMuhur.copy.pem',
  'maliMuhur.virtualCard.create',
  'maliMuhur.virtualCard.insert',
  'maliMuhur.virtualCard.putIntoReader',
  'maliMuhur.virtualCard.remove',
  'maliMuhur.virtualCard.delete',
  'maliMuhur.walkthrough.open',
  'maliMuhur.drivers.open',
  'maliMuhur.doctor.run',
  'maliMuhur.doctor.runAgain',
  'maliMuhur.doctor.copy',
  'maliMuhur.doctor.export',
  'maliMuhur.doctor.showPersonal',
  'maliMuhur.doctor.hidePersonal',
  'maliMuhur.signature.sign',
  'maliMuhur.signature.signWithCertificate',
  'maliMuhur.signature.signFolder',
  'maliMuhur.signature.resign',
  'maliMuhur.signature.validate',
  'maliMuhur.signature.validateFolder',
  'maliMuhur.signature.showReport',
  'maliMuhur.signature.exportReport',
  'maliMuhur.signature.showCanonicalBytes',
  'maliMuhur.signature.explainGibCode',
  'maliMuhur.trust.fetchKamuSmRoots',
  'maliMuhur.trust.addSimulatorRoot',
  'maliMuhur.portal.open',
  'maliMuhur.portal.openForCard',
  'maliMuhur.portal.unlock',
  'maliMuhur.portal.activate',
  'maliMuhur.portal.signOut',
  'maliMuhur.simulator.showPhone',
  'maliMuhur.simulator.start',
  'maliMuhur.simulator.stop',
  'maliMuhur.simulator.reset',
  'maliMuhur.simulator.moveClock',
  'maliMuhur.simulator.newOrganisation',
  'maliMuhur.simulator.loadScenario',
  'maliMuhur.simulator.exportTrustPack',
  'maliMuhur.simulator.copyAddress',
] as const;

export type CommandId = (typeof commandIds)[number];

/** Options of `maliMuhur.virtualCard.insert`. */
export interface InsertOptions {
  /** Asks nothing: some virtual card is in afterwards, a new one if there was none. */
  readonly createIfNone?: boolean;
  /** Asks nothing: the seal that the simulator delivered first is in, or else as above. */
  readonly delivered?: boolean;
}

/** Menus inside menus. */
export const submenuIds = ['maliMuhur.copy', 'maliMuhur.sort'] as const;

/** The settings and the type of each. */
export interface Settings {
  'maliMuhur.statusBar.enabled': boolean;
  /** From how many days before its end a certificate is one to be renewed soon. */
  'maliMuhur.certificates.warnDays': number;
  /** Host and port. */
  'maliMuhur.virtualReader.address': string;
  /** Empty: a folder of the user's data directory. */
  'maliMuhur.cards.directory': string;
  /** Empty: the simulator. */
  'maliMuhur.portal.url': string;
  /** Paths of PKCS#11 modules beside those of AKİS that are found. */
  'maliMuhur.pkcs11.modules': readonly string[];
  /** Files and folders with certificates that signatures are trusted by, and with CRLs. */
  'maliMuhur.trust.paths': readonly string[];
  /** What receivers differ on; the names are those of the presets of `src/signature`. */
  'maliMuhur.sign.preset': string;
  /** B, or T with a time stamp. */
  'maliMuhur.sign.level': string;
  /** The time-stamp server for level T. */
  'maliMuhur.sign.tsa.url': string;
  /** The name of the result; `{name}` and `{ext}` are those of the document. */
  'maliMuhur.sign.outputName': string;
}

export type SettingId = keyof Settings;

/** The defaults, which package.json repeats. */
export const settingDefaults: Settings = {
  'maliMuhur.statusBar.enabled': true,
  'maliMuhur.certificates.warnDays': 90,
  'maliMuhur.virtualReader.address': '127.0.0.1:35963',
  'maliMuhur.cards.directory': '',
  'maliMuhur.portal.url': '',
  'maliMuhur.pkcs11.modules': [],
  'maliMuhur.trust.paths': [],
  'maliMuhur.sign.preset': 'gib',
  'maliMuhur.sign.level': 'B',
  'maliMuhur.sign.tsa.url': '',
  'maliMuhur.sign.outputName': '{name}.signed{ext}',
};

/**
 * What a workspace must not decide, because it says where programs and files are reached, or whose
 * signatures are believed.
 */
export const restrictedSettings = [
  'maliMuhur.virtualReader.address',
  'maliMuhur.cards.directory',
  'maliMuhur.portal.url',
  'maliMuhur.pkcs11.modules',
  'maliMuhur.trust.paths',
  'maliMuhur.sign.tsa.url',
] as const satisfies SettingId[];

/** In which order the certificates stand. */
export const sortOrders = ['card-order', 'expiry', 'owner'] as const;

export type SortOrder = (typeof sortOrders)[number];

/** Why the explorer has no rows; each cause has a welcome text of its own. */
export const emptyCauses = [
  'looking',
  'no-service',
  'addon-missing',
  'no-reader',
  // There are rows, but none that the user wants to see.
  'filtered',
  'all-empty',
] as const;

export type EmptyCause = (typeof emptyCauses)[number];

/** The steps of the Kamu SM guide as a walkthrough of VS Code. */
export const walkthroughId = 'getStarted';

/** In the order of the guide: its steps 1 to 6, then its warnings. Each has a picture of its name. */
export const walkthroughSteps = [
  'card',
  'drivers',
  'services',
  'verification',
  'signIn',
  'secrets',
  'warnings',
] as const;

/**
 * The steps of the guide that are done on the portal: 3 its page is open, 4 a way to sign in is
 * chosen, 5 signed in, 6 PIN / PUK Bilgisi is open, 7 its warnings are acknowledged, which is when the
 * PIN is shown. 0: none of them.
 */
export type GuideStep = 0 | 3 | 4 | 5 | 6 | 7;

/** What `when` clauses and completion events of the walkthrough may ask for. */
export interface ContextKeys {
  'maliMuhur.emptyCause': EmptyCause | undefined;
  /** The extension runs on another machine than the desk; a card on the desk is out of reach. */
  'maliMuhur.runsRemotely': boolean;
  'maliMuhur.sort': SortOrder;
  'maliMuhur.filtered': boolean;
  'maliMuhur.emptyReadersHidden': boolean;
  /** A card has answered in some reader, in this session. */
  'maliMuhur.cardSeen': boolean;
  /** The last one that was done in this session; not set before the first. */
  'maliMuhur.guideStep': GuideStep;
  'maliMuhur.doctorShowsPersonal': boolean;
  /** The document in the active editor has something that looks like a signature. */
  'maliMuhur.editorIsSigned': boolean;
  /** It looks like one of the documents that GİB wants signed. */
  'maliMuhur.editorIsSignable': boolean;
  /** Some document has been validated, so that there is a report. */
  'maliMuhur.hasSignatureReport': boolean;
}

export type ContextKeyId = keyof ContextKeys;

export const contextKeyIds = [
  'maliMuhur.emptyCause',
  'maliMuhur.runsRemotely',
  'maliMuhur.sort',
  'maliMuhur.filtered',
  'maliMuhur.emptyReadersHidden',
  'maliMuhur.cardSeen',
  'maliMuhur.guideStep',
  'maliMuhur.doctorShowsPersonal',
  'maliMuhur.editorIsSigned',
  'maliMuhur.editorIsSignable',
  'maliMuhur.hasSignatureReport',
] as const satisfies ContextKeyId[];

/** The scheme of certificates shown as text. */
export const certificateScheme = 'mali-muhur-certificate';

/** The scheme of the doctor's report. */
export const doctorScheme = 'mali-muhur-doctor';

/** The scheme of canonical forms: what a reference digests. */
export const canonicalScheme = 'mali-muhur-canonical';

/** The type of tasks, and the name of their problem matcher. */
export const taskType = 'mali-muhur';

/** The scheme of summaries of what was signed. */
export const signingScheme = 'mali-muhur-signing';

/** The scheme of explanations of GİB's response codes. */
export const gibCodeScheme = 'mali-muhur-gib';

/** The type of the webview panel with the report on signatures. */
export const reportPanelType = 'maliMuhur.signatureReport';

/** The type of the portal's webview panel. */
export const portalPanelType = 'maliMuhur.portal';
