import { createHash } from 'node:crypto';
import type { CertificateDescription } from '../../pki/certificate.ts';
import { describeCertificate } from '../../pki/certificate.ts';
import { requestTimeStamp } from '../../pki/timeStamp/requestTimeStamp.ts';
import type { Finding } from '../../signature/report/findings.ts';
import type { DocumentKind } from '../../signature/report/report.ts';
import type { SigningChoices, Stamp } from '../../signature/sign/signDocument.ts';
import { signFile } from '../../signature/sign/signFile.ts';
import { rejectUnwritable } from '../../signature/sign/stageResult.ts';
import { planSignature } from '../../signature/xades/build/planSignature.ts';
import { withSource } from '../../signature/xml/withSource.ts';
import { stopSignal } from '../stopSignal.ts';
import { readSecret } from './secretOption.ts';
import type { SignerValues } from './signerOptions.ts';
import { openSigner } from './signerOptions.ts';
import { useTerminalLanguage } from '../../text/terminalLanguage.ts';

/** What `sign` was asked. */
export interface SignRequest {
  readonly file: string;
  readonly out: string;
  readonly format: SigningChoices['format'];
  readonly tsa: TsaRequest | null;
  readonly check: boolean;
  /** Who signs. */
  readonly signer: SignerValues;
  /** For hints. */
  readonly synopsis: string;
  /** Receives what a person should know before a PIN is used. */
  readonly note: (line: string) => void;
}

export interface TsaRequest {
  readonly url: URL;
  /** For Kamu SM's servers: the number, and the variable with the password. */
  readonly account: { readonly user: number; readonly passwordEnv: string } | null;
}

/** What became of it. */
export interface SignOutcome {
  readonly file: string;
  readonly out: string;
  /** Of ds:Signature; null for a CMS. */
  readonly id: string | null;
  readonly format: 'xades' | 'cades';
  readonly level: 'B' | 'T';
  readonly kind: DocumentKind | null;
  readonly signer: CertificateDescription;
  readonly signingTime: Date;
  /** Null: it was not checked. */
  readonly signatureValid: boolean | null;
  /** Against what was signed; nothing of trust, which is asked of `validate`. */
  readonly findings: readonly Finding[];
}

/**
 * Signs one file. Whatever can be said against it and its place is said before the signer is opened,
 * which may spend a PIN.
 */
export async function runSign(request: SignRequest): Promise<SignOutcome> {
  // This part is a bundle of its own, with its own copy of what makes sentences.
  await useTerminalLanguage(process.env);
  const { file, out, format, check } = request;
  const taxNumber = await withSource(file, (source) =>
    Promise.resolve(format.name === 'xades' ? planSignature(source, format).senderTaxNumber : null),
  );
  await rejectUnwritable(out);
  const stamp = request.tsa && (await stampBy(request.tsa, request.synopsis));
  const stop = stopSignal();
  const { synopsis, note } = request;
  const signer = await openSigner({ values: request.signer, synopsis, taxNumber, note });
  try {
    const choices = { format, stamp, check };
    const signed = await signFile({ file, out }, signer, choices, { signal: stop.signal });
    const { id, level, kind, signingTime, report } = signed;
    return {
      ...{ file, out, id, format: format.name, level, kind, signingTime },
      signer: describeCertificate(signer.certificate),
      signatureValid: report?.coreValid ?? null,
      findings: report?.findings.filter(({ code }) => /^(SIG|GIB)-/.test(code)) ?? [],
    };
  } finally {
    await signer.close();
    stop.dispose();
  }
}

async function stampBy({ url, account }: TsaRequest, synopsis: string): Promise<Stamp> {
  const { undiciFetcher } = await import('../../pki/undiciFetcher.ts');
  const fetcher = undiciFetcher();
  const known = account && {
    user: account.user,
    password: await passwordFrom(account.passwordEnv, synopsis),
  };
  return (data) =>
    requestTimeStamp({
      url,
      fetcher,
      algorithm: 'sha256',
      hash: createHash('sha256').update(data).digest(),
      ...(known !== null && { account: known }),
    });
}

async function passwordFrom(env: string, synopsis: string): Promise<string> {
  const names = ['--tsa-password-env', '--tsa-password-env'] as const;
  const secret = await readSecret({ env, stdin: undefined, names, synopsis });
  const password = Buffer.from(secret).toString('utf8');
  secret.fill(0);
  return password;
}
