import type * as z from 'zod';
import { MuhurError } from '../../../errors.ts';
import type { readDetails, updateDetails } from '../../contract/menu.ts';
import type { Simulator } from '../simulator.ts';

type Details = z.output<typeof readDetails.response>;
type Changes = z.output<typeof updateDetails.body>;

/** Bilgi Güncelle: what the portal knows of the organisation. */
export function detailsOf({ database }: Simulator, vkn: string): Details {
  const row = database.get(
    'SELECT trade_name, address, phone, email FROM organisation WHERE vkn = ?',
    vkn,
  );
  if (row === undefined) throw new MuhurError('portal/session-ended', {});
  return {
    vkn,
    tradeName: String(row['trade_name']),
    address: String(row['address']),
    phone: String(row['phone']),
    email: String(row['email']),
  };
}

/** Changes what is given; the rest stays. */
export function changeDetails(simulator: Simulator, vkn: string, changes: Changes): Details {
  return simulator.database.transaction(() => {
    const before = detailsOf(simulator, vkn);
    const { address = before.address, phone = before.phone, email = before.email } = changes;
    simulator.database.run(
      'UPDATE organisation SET address = ?, phone = ?, email = ? WHERE vkn = ?',
      address,
      phone,
      email,
      vkn,
    );
    return detailsOf(simulator, vkn);
  });
}
