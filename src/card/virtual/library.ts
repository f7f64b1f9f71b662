/** The two kinds of virtual card: an organisation's seal, and a signatory's qualified certificate. */
export type VirtualCardProfile = 'mali-muhur' | 'e-imza';

/** The file in a card's directory that holds all of it, PIN and PUK included. */
export const STATE_FILE = 'card.json';

/** Where a virtual card is at the moment. `elsewhere`: another window or process owns it. */
export type VirtualCardPlace =
  | { readonly kind: 'out' }
  | { readonly kind: 'in-process'; readonly reader: string }
  | { readonly kind: 'vpcd'; readonly host: string; readonly port: number }
  | { readonly kind: 'elsewhere'; readonly pid: number | null };

/** A virtual card on this machine. Name and directory identify it. */
export interface VirtualCardInfo {
  readonly name: string;
  readonly directory: string;
  /** Null when its state is damaged. */
  readonly profile: VirtualCardProfile | null;
  /** Printed on the card's serial; null when its state is damaged. */
  readonly serial: string | null;
  readonly place: VirtualCardPlace;
}
