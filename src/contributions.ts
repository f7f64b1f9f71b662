/**
 * Everything this extension adds to VS Code, by the ids that package.json gives it. A test holds
 * the two together.
 */
export const viewContainer = 'maliMuhur';

export const cardsView = 'maliMuhur.cards';

/** A command may be run from a row of the explorer, from the palette, or with options. */
export const commandIds = [
  'maliMuhur.cards.refresh',
  'maliMuhur.card.showLog',
  'maliMuhur.pin.verify',
  'maliMuhur.pin.change',
  'maliMuhur.pin.unblock',
  'maliMuhur.certificate.show',
  'maliMuhur.virtualCard.create',
  'maliMuhur.virtualCard.insert',
  'maliMuhur.virtualCard.putIntoReader',
  'maliMuhur.virtualCard.remove',
  'maliMuhur.virtualCard.delete',
] as const;

export type CommandId = (typeof commandIds)[number];

/** Options of `maliMuhur.virtualCard.insert`. */
export interface InsertOptions {
  /** Asks nothing: some virtual card is in afterwards, a new one if there was none. */
  readonly createIfNone?: boolean;
}

/** The settings and the type of each; their defaults are in package.json. */
export interface Settings {
  'maliMuhur.virtualCard.readerAddresses': readonly string[];
}

export type SettingId = keyof Settings;

export const settingIds = ['maliMuhur.virtualCard.readerAddresses'] as const satisfies SettingId[];

/** Why the explorer has no rows; each cause has a welcome text of its own. */
export const emptyCauses = ['looking', 'no-service', 'addon-missing', 'no-reader'] as const;

export type EmptyCause = (typeof emptyCauses)[number];

/** What `when` clauses may ask for. */
export interface ContextKeys {
  'maliMuhur.emptyCause': EmptyCause | undefined;
  /** The extension runs on another machine than the desk; a card on the desk is out of reach. */
  'maliMuhur.runsRemotely': boolean;
}

export type ContextKeyId = keyof ContextKeys;

export const contextKeyIds = [
  'maliMuhur.emptyCause',
  'maliMuhur.runsRemotely',
] as const satisfies ContextKeyId[];

/** The scheme of certificates shown as text. */
export const certificateScheme = 'mali-muhur-certificate';
