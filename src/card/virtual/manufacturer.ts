/** ISO 7816-15 TokenInfo manufacturer of our virtual card, and of no other card. */
export const VIRTUAL_CARD_MANUFACTURER = 'Mali Muhur Virtual Card';
