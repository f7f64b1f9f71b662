import * as l10n from '@vscode/l10n';
import type { VirtualCardPlace, VirtualCardProfile } from '../card/virtual/library.ts';
import { readerNameText } from './cardWords.ts';

/** What a virtual card stands in for; null when its state cannot be read. */
export function profileText(profile: VirtualCardProfile | null): string {
  switch (profile) {
    case null:
      return l10n.t('damaged');
    case 'mali-muhur':
      return l10n.t('Mali mühür');
    case 'e-imza':
      return l10n.t('E-signature');
  }
}

/** Whom such a card belongs to, and what it is good for. */
export function profileDescription(profile: VirtualCardProfile): string {
  switch (profile) {
    case 'mali-muhur':
      return l10n.t('the seal of an organisation: one certificate signs, one encrypts');
    case 'e-imza':
      return l10n.t('the qualified certificate of a person');
  }
}

/** Where a virtual card is at the moment. */
export function placeText(place: VirtualCardPlace): string {
  switch (place.kind) {
    case 'out':
      return l10n.t('not inserted');
    case 'in-process':
      return l10n.t('in the reader “{0}”', readerNameText(place.reader));
    case 'vpcd':
      return l10n.t('in the virtual reader (vpcd) at {0}:{1}', place.host, place.port);
    case 'elsewhere':
      return l10n.t('in use in another window or program');
  }
}
