import { MuhurError } from '../../../errors.ts';
import type { PortalCertificate } from '../../contract/menu.ts';
import type { Simulator } from '../simulator.ts';
import type { KeptState } from './certificateRules.ts';
import { certificateOf } from './certificates.ts';

/** Which certificate, of whom. */
interface Target {
  readonly vkn: string;
  readonly serialNumber: string;
}

/** Kullanıma Aç. @throws `portal/not-found`, `portal/certificate-state`. */
export function activate(simulator: Simulator, target: Target): PortalCertificate {
  return change(simulator, target, 'activate', { state: 'active', reason: null });
}

/** Askıya Al, of the newer portal. @throws `portal/not-found`, `portal/certificate-state`. */
export function suspend(simulator: Simulator, target: Target): PortalCertificate {
  return change(simulator, target, 'suspend', { state: 'on-hold', reason: null });
}

/**
 * Sertifikamı İptal Et: from this moment on, for good (law 5070 art. 11: never back-dated).
 * @throws `portal/not-found`, `portal/certificate-state`, `portal/not-confirmed`.
 */
export function revoke(
  simulator: Simulator,
  target: Target,
  { reason, confirmedSerialNumber }: { reason: string; confirmedSerialNumber: string },
): PortalCertificate {
  return change(simulator, target, 'revoke', { state: 'revoked', reason }, () => {
    if (confirmedSerialNumber !== target.serialNumber) {
      throw new MuhurError('portal/not-confirmed', {});
    }
  });
}

function change(
  simulator: Simulator,
  { vkn, serialNumber }: Target,
  action: 'activate' | 'suspend' | 'revoke',
  { state, reason }: { state: KeptState; reason: string | null },
  check: () => void = () => undefined,
): PortalCertificate {
  const { database, clock, statuses } = simulator;
  const changed = database.transaction(() => {
    const before = certificateOf(simulator, vkn, serialNumber);
    if (!before.actions.includes(action)) {
      throw new MuhurError('portal/certificate-state', { state: before.state, action });
    }
    check();
    database.run(
      'UPDATE certificate SET state = ?, since = ?, reason = ? WHERE card = ? AND serial = ?',
      state,
      clock.stamp(),
      reason,
      before.cardSerial,
      serialNumber,
    );
    return certificateOf(simulator, vkn, serialNumber);
  });
  statuses.changed();
  return changed;
}
