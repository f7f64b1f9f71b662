import type { CardCertificate } from '../../card/card.ts';
import type { CardServices } from '../../card/services.ts';
import { type MuhurError, toMuhurError } from '../../errors.ts';

export type CertificateDescription = ReturnType<CardServices['describeCertificate']>;

/** What a certificate says, or why it cannot be read. */
export type Described =
  { readonly description: CertificateDescription } | { readonly error: MuhurError };

export type Describe = (certificate: CardCertificate) => Described;

/** Reads each certificate once, however often the tree is built. */
export function describingOnce(describe: CardServices['describeCertificate']): Describe {
  const known = new WeakMap<Uint8Array, Described>();
  return ({ der }) => {
    let described = known.get(der);
    if (described === undefined) {
      described = attempt(() => describe(der));
      known.set(der, described);
    }
    return described;
  };
}

function attempt(describe: () => CertificateDescription): Described {
  try {
    return { description: describe() };
  } catch (error) {
    return { error: toMuhurError(error) };
  }
}
