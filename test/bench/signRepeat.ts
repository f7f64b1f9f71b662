import { OpenSc, openScModule } from '../interop/opensc.ts';
import { startCardSession } from './cardSession.ts';
import { compareRepeated, signMany } from './repeatedSignatures.ts';
import type { Row } from './row.ts';

/** `sign-repeat`: signatures of one confirmed PIN session, against C and OpenSC's module. */
export async function run(): Promise<Row[]> {
  const { folder, pin, withCard, dispose } = await startCardSession();
  const opensc = new OpenSc('akis');
  try {
    const { keys } = await withCard('shared', (card) => card.readSnapshot());
    const id = keys[0]?.id ?? '';
    const ours = () => withCard('exclusive', (card) => signMany(card, id, pin));
    const rival = { folder, module: openScModule(), pin, env: opensc.env };
    return [await compareRepeated('sign-repeat', ours, rival)];
  } finally {
    await dispose();
    opensc.dispose();
  }
}
