import { MuhurError } from '../../../errors.ts';
import type { Simulator } from '../simulator.ts';
import type { Challenges } from './challenges.ts';
import type { OpenedSession, Sessions } from './sessions.ts';
import { tcknOfSigner } from './signatorySignature.ts';

interface SignedChallenge {
  readonly challengeId: string;
  readonly cms: Uint8Array;
  /** Which organisation, for a signatory of more than one. */
  readonly vkn: string | undefined;
}

interface Organisation {
  readonly vkn: string;
  readonly tradeName: string;
  readonly signatoryName: string;
}

/**
 * E-imzalı Giriş: the signed challenge opens the session of the organisation whose signatory signed
 * it. A challenge is good for one attempt; only the question which organisation leaves it open.
 * @throws `portal/challenge-expired`, `portal/signature-refused`, `portal/not-signatory`,
 *   `portal/organisation-needed`
 */
export function signInWithSignature(
  simulator: Simulator,
  challenges: Challenges,
  sessions: Sessions,
  { challengeId, cms, vkn }: SignedChallenge,
): OpenedSession {
  const content = challenges.demand(challengeId);
  try {
    const tckn = tcknOfSigner(simulator, content, cms);
    const { signatoryName: name, ...organisation } = chosen(organisationsOf(simulator, tckn), vkn);
    return simulator.database.transaction(() => {
      challenges.useUp(challengeId);
      const signatory = { tckn, name };
      return sessions.open({ vkn: organisation.vkn, signedInWith: 'e-signature', signatory });
    });
  } catch (error) {
    const isOpen = error instanceof MuhurError && error.code === 'portal/organisation-needed';
    if (!isOpen) challenges.useUp(challengeId);
    throw error;
  }
}

function organisationsOf({ database }: Simulator, tckn: string): Organisation[] {
  const rows = database.all(
    `SELECT vkn, trade_name, signatory.name FROM signatory JOIN organisation USING (vkn)
     WHERE tckn = ? ORDER BY vkn`,
    tckn,
  );
  return rows.map((row) => ({
    vkn: String(row['vkn']),
    tradeName: String(row['trade_name']),
    signatoryName: String(row['name']),
  }));
}

function chosen(organisations: readonly Organisation[], vkn: string | undefined): Organisation {
  const [first] = organisations;
  if (first === undefined) throw new MuhurError('portal/not-signatory', {});
  if (vkn === undefined && organisations.length > 1) {
    const known = organisations.map(({ vkn: number, tradeName }) => ({ vkn: number, tradeName }));
    throw new MuhurError('portal/organisation-needed', { organisations: known });
  }
  const found = organisations.find((organisation) => organisation.vkn === (vkn ?? first.vkn));
  if (found === undefined) throw new MuhurError('portal/not-signatory', {});
  return found;
}
