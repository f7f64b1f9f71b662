import { issueCertificate } from '../../../pki/testAuthority/authority.ts';
import { statusAddresses } from './addresses.ts';
import type { IssuerId, PortalAuthority, StatusSource, StoredAuthority } from './types.ts';
import { CrlMaker } from './crl.ts';
import type { Identity } from './identity.ts';
import { openIdentity } from './identity.ts';
import { serialText } from './ocspRequest.ts';
import { OcspResponder } from './ocspResponder.ts';
import { TimeStampServer } from './timeStampServer.ts';

/** Brings a stored authority to work. Keys are read once; nothing is written. */
export function openAuthority(stored: StoredAuthority, status: StatusSource): PortalAuthority {
  const { baseUrl } = stored;
  const issuers = {
    root: openIdentity(stored.issuers.root),
    seal: openIdentity(stored.issuers.seal),
    qualified: openIdentity(stored.issuers.qualified),
  };
  const responders = {
    seal: openIdentity(stored.responders.seal),
    qualified: openIdentity(stored.responders.qualified),
  };
  const timeStamping = openIdentity(stored.timeStamping);

  const own = { root: [issuers.seal, issuers.qualified], seal: [], qualified: [timeStamping] };
  const ocsp = new OcspResponder(withOwn(status, own), issuers, responders);
  const crls = new CrlMaker(status, issuers);
  const timeStamps = new TimeStampServer(timeStamping);
  return {
    baseUrl,
    certificates: {
      root: issuers.root.certificate,
      seal: issuers.seal.certificate,
      qualified: issuers.qualified.certificate,
    },
    issue: (issuer, profile, publicKey, options) =>
      issueCertificate(issuers[issuer], profile, publicKey, {
        addresses: statusAddresses(baseUrl, issuer),
        ...options,
      }),
    answerOcsp: (request, options) => ocsp.answer(request, options),
    crlOf: (issuer, options) => crls.crlOf(issuer, options),
    answerTimeStamp: (request, options) => timeStamps.answer(request, options),
  };
}

/** The authority's own certificates are good, unless the source knows more of them. */
function withOwn(
  status: StatusSource,
  own: Readonly<Record<IssuerId, readonly Identity[]>>,
): Pick<StatusSource, 'statusOf' | 'version'> {
  const isOwn = (issuer: IssuerId, serial: string) =>
    own[issuer].some(({ serialNumber }) => serialText(serialNumber) === serial);
  return {
    statusOf: (issuer, serial) => {
      const state = status.statusOf(issuer, serial);
      return state.kind === 'unknown' && isOwn(issuer, serial) ? { kind: 'good' } : state;
    },
    version: () => status.version(),
  };
}
