import type { Finding } from '../findings.ts';
import { finding } from '../findings.ts';
import type { Circumstances } from '../machine.ts';

/** A card on the desk is not seen from another machine. */
export function remoteFinding(place: Circumstances['place']): Finding {
  if (place === 'here') return finding('ok', 'remote/here', {});
  if (place === 'ssh') return finding('warning', 'remote/ssh', {});
  return finding('warning', 'remote/extension', { host: place.host });
}

/** In restricted mode some settings of the workspace do not count. */
export function trustFinding(workspace: Circumstances['workspace']): Finding {
  if (workspace === 'none') return finding('skipped', 'trust/no-workspace', {});
  return workspace === 'trusted'
    ? finding('ok', 'trust/trusted', {})
    : finding('warning', 'trust/restricted', {});
}
