import { MuhurError } from '../../errors.ts';
import { readLibraryHeader } from './libraryHeader.ts';

/**
 * Refuses a file that this program cannot load, before anything of it runs.
 * @throws `pkcs11/not-found`, `pkcs11/not-library`, `pkcs11/other-architecture`.
 */
export async function checkModule(module: string): Promise<void> {
  const header = await readLibraryHeader(module).catch((error: unknown) => {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new MuhurError('pkcs11/not-found', { module, reason }, { cause: error });
  });
  if (header === null) throw new MuhurError('pkcs11/not-library', { module });
  const { system, architectures } = header;
  const ours = `${process.platform}-${process.arch}`;
  if (system === process.platform && architectures.includes(process.arch)) return;
  const theirs = architectures.map((one) => `${system}-${one}`).join(', ') || system;
  throw new MuhurError('pkcs11/other-architecture', { module, theirs, ours });
}
