import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { LiveCards } from '../../src/card/liveCards.ts';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import { VirtualCard } from '../../src/card/virtual/virtualCard.ts';
import { linkToVpcd } from '../../src/card/virtual/vpcdLink.ts';
import { silentLog } from '../../src/log.ts';
import { toHex } from '../../src/hex.ts';
import * as menu from '../../src/portal/contract/menu.ts';
import { unlockThroughPortal } from '../../src/portal/relay.ts';
import { READERS, needsRig } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';
import type { SignedIn } from '../unit/portal/support/signedIn.ts';
import { newSignedIn } from '../unit/portal/support/signedIn.ts';
import { testSimulator } from '../unit/portal/support/testSimulator.ts';
import { OpenSc, needsOpenSc, undoAfter } from './opensc.ts';

const HOST = fileURLToPath(new URL('../../src/card/reader/pcsc/host.ts', import.meta.url));
const [{ name: reader, port }] = READERS;

describe('A card that OpenSC blocked, unlocked by the portal', () => {
  const portal = testSimulator();
  const undo = undoAfter();
  let opensc: OpenSc;
  let session: SignedIn;
  let card: VirtualCard;

  before(async function () {
    needsRig(this);
    needsOpenSc(this);
    opensc = new OpenSc('akis');
    undo.add(() => opensc.dispose());
    const fresh = await newSignedIn(portal, { scenario: 'active' });
    session = fresh.session;
    card = await VirtualCard.open(fresh.seal.directory);
    undo.add(() => card.close());
    const link = await linkToVpcd(card, { host: '127.0.0.1', port });
    undo.add(() => link.close());
    await opensc.untilCard(true);
  });

  const verify = (pin: string) =>
    opensc.run('pkcs15-tool', '--verify-pin', '--auth-id', '01', '--pin', pin);
  const shown = () =>
    session.call(menu.showSecrets, {
      params: { cardSerial: card.serial },
      body: { warningsRead: true },
    });

  /** As the extension does it: alone with the card, through PC/SC; every exchange is traced. */
  async function unlock(): Promise<string[]> {
    const lines: string[] = [];
    const cards = new LiveCards([new PcscSource(HOST, silentLog)], silentLog, (line) => {
      lines.push(line);
    });
    try {
      await cards.refresh();
      await until('the card was read', () =>
        cards.state.readers.some(({ card: read }) => read?.serial === card.serial),
      );
      await cards.withCard({ reader, serial: card.serial }, 'exclusive', (held) =>
        unlockThroughPortal(portal.client, session.token, {
          serial: card.serial,
          atr: card.atr,
          transmit: (apdu) => held.relay(apdu),
        }),
      );
    } finally {
      cards.dispose();
    }
    return lines;
  }

  it('works in OpenSC again, with the new PIN of the portal and not with the old one', async () => {
    const before = await shown();
    const wrong = before.pin === '000000' ? '111111' : '000000';
    for (let i = 0; i < 3; i++) assert.notEqual((await verify(wrong)).code, 0);
    assert.match((await verify(before.pin)).text, /Authentication method blocked/);

    const lines = await unlock();

    const after = await shown();
    assert.notEqual(after.pin, before.pin);
    assert.equal(after.puk, before.puk);
    const verified = await verify(after.pin);
    assert.equal(verified.code, 0, verified.text);
    assert.notEqual((await verify(before.pin)).code, 0);
    assert.equal((await verify(after.pin)).code, 0);
    const digest = opensc.file('digest', Buffer.alloc(32, 7));
    const sign = ['--sign', '--key', '01', '--pkcs1', '--sha-256', '--input', digest];
    const signed = await opensc.run('pkcs15-crypt', ...sign, '--pin', after.pin);
    assert.equal(signed.code, 0, signed.text);

    const resets = lines.filter((line) => line.includes('RESET RETRY COUNTER'));
    assert.equal(resets.length, 1);
    for (const secret of [before.puk, after.pin].flatMap((s) => [s, toHex(Buffer.from(s))])) {
      assert.ok(!lines.join('\n').includes(secret));
    }
  });
});
