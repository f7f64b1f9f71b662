import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { LiveCards } from '../../src/card/liveCards.ts';
import { Pkcs11Modules } from '../../src/card/pkcs11/modules.ts';
import { PcscSource } from '../../src/card/reader/pcsc/pcscSource.ts';
import type { VirtualCard } from '../../src/card/virtual/virtualCard.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import { silentLog } from '../../src/log.ts';
import { bytes, failsWith } from '../contract/keyContract.ts';
import { READERS } from '../rig/pcscd.ts';
import { until } from '../rig/until.ts';
import { cardInVpcd } from '../rig/virtualCardInVpcd.ts';
import { OpenSc, needsOpenSc, openScModule, useEnvironment } from './opensc.ts';

const host = (path: string) => fileURLToPath(new URL(`../../src/card/${path}`, import.meta.url));
const [{ name: reader, port }] = READERS;

describe('One card over PC/SC and over PKCS#11', function () {
  this.timeout(30_000);
  let opensc: OpenSc;
  let restore = (): void => undefined;
  let cards: LiveCards;
  let card: VirtualCard;
  let remove = (): Promise<void> => Promise.resolve();

  before(async function () {
    needsOpenSc(this);
    opensc = new OpenSc('akis');
    restore = useEnvironment(opensc.env, ['OPENSC_CONF', 'HOME']);
    const pcsc = new PcscSource(host('reader/pcsc/host.ts'), silentLog);
    const modules = new Pkcs11Modules(host('pkcs11/host.ts'), silentLog);
    cards = new LiveCards([pcsc], silentLog, undefined, modules);
    cards.useModules([openScModule()]);
    cards.start();
    ({ card, dispose: remove } = await cardInVpcd(port, {}));
  });
  after(async () => {
    await remove();
    cards.dispose();
    restore();
    opensc.dispose();
  });

  const record = () => cards.state.readers.find(({ status }) => status.name === reader);
  const target = () => ({ reader, serial: record()?.card?.serial ?? null });
  const tokenTarget = () => {
    const [token] = record()?.tokens ?? [];
    assert.ok(token, 'the module shows the card');
    return { ...target(), token };
  };
  const pinLeft = () => record()?.card?.pin.triesLeft;

  it('is one card, with the module’s token beside it', async () => {
    await until('the module was asked', () => (record()?.tokens.length ?? 0) > 0, 20);
    const [token] = record()?.tokens ?? [];
    assert.equal(token?.module, openScModule());
    const over = (certificates: readonly { der: Uint8Array }[] = []) =>
      certificates.map(({ der }) => Buffer.from(der).toString('base64')).sort();
    assert.deepEqual(over(token.snapshot.certificates), over(record()?.card?.certificates));
  });

  it('takes its PIN through the module, and the card is read again afterwards', async () => {
    const wrong = (open: { verifyPin: (pin: Uint8Array) => Promise<void> }) =>
      open.verifyPin(bytes('000000'));
    await assert.rejects(cards.withCard(tokenTarget(), 'exclusive', wrong), failsWith('pin/wrong'));
    await until('the card tells two tries', () => pinLeft() === 2, 20);
    await cards.withCard(tokenTarget(), 'exclusive', (open) =>
      open.verifyPin(bytes(card.secrets.pin)),
    );
    await until('the card tells three tries', () => pinLeft() === 3, 20);
  });

  it('signs the same on both ways', async () => {
    const id = record()?.card?.certificates[0]?.id ?? '';
    const digestInfo = fromHex(`3031300D060960864801650304020105000420${'5A'.repeat(32)}`);
    const sign = (way: ReturnType<typeof target>) =>
      cards.withCard(way, 'exclusive', async (open) => {
        await open.verifyPin(bytes(card.secrets.pin));
        return toHex(await open.sign(id, { kind: 'digest-info', digestInfo }));
      });
    assert.equal(await sign(tokenTarget()), await sign(target()));
  });

  it('a token that is gone is not taken for another one', async () => {
    const gone = tokenTarget();
    await remove();
    remove = () => Promise.resolve();
    await until('the reader is empty', () => record()?.status.state === 'empty');
    const reading = cards.withCard(gone, 'shared', (open) => open.readPinStatus());
    await assert.rejects(reading, failsWith('card/absent'));
    const second = await cardInVpcd(port, { profile: 'e-imza' });
    remove = second.dispose;
    await until('the other card is seen', () => (record()?.tokens.length ?? 0) > 0, 20);
    const again = cards.withCard(gone, 'shared', (open) => open.readPinStatus());
    await assert.rejects(again, failsWith('card/swapped'));
  });
});
