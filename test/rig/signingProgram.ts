/**
 * A program that opens its signer by the options of the terminal and signs with it:
 * `node signingProgram.ts [OPTION]…`, as a child with a channel. After each signature it says so and
 * waits for a message: `sign` or `end`. What goes wrong is told by its code.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

// The parts of the terminal program look for their processes beside the build.
Object.assign(globalThis, { __dirname: fileURLToPath(new URL('../../dist', import.meta.url)) });

const { openSigner, signerOptions } = await import('../../src/cli/signing/signerOptions.ts');
const { prepareCms } = await import('../../src/signature/cades/prepareCms.ts');
const { toMuhurError } = await import('../../src/errors.ts');

const tell = (message: object): void => void process.send?.(message);
const failed = (error: unknown): void => {
  const { code, data } = toMuhurError(error);
  tell({ code, data });
};

const { values } = parseArgs({ options: signerOptions, strict: true });
try {
  const signer = await openSigner({
    values,
    synopsis: 'sign',
    taxNumber: null,
    note: (note) => tell({ note }),
  });
  const sign = async (): Promise<void> => {
    const what = { content: Buffer.from('Fatura'), detached: false };
    const { certificate, chain } = signer;
    const prepared = prepareCms({ what, certificate, chain });
    const cms = prepared.finish(await signer.sign(prepared.signInput));
    tell({ cms: Buffer.from(cms).toString('base64') });
  };
  process.on('message', (message) => {
    if (message === 'sign') void sign().catch(failed);
    else void signer.close().then(() => process.disconnect());
  });
  tell({ open: true, environment: Object.keys(process.env) });
} catch (error) {
  failed(error);
  process.disconnect();
}
