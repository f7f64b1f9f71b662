import assert from 'node:assert/strict';
import { VirtualCard } from '../../src/card/virtual/virtualCard.ts';
import type { VpcdLink } from '../../src/card/virtual/vpcdLink.ts';
import { linkToVpcd } from '../../src/card/virtual/vpcdLink.ts';
import { fromHex, toHex } from '../../src/hex.ts';
import { READERS } from '../rig/pcscd.ts';
import { newVirtualCard } from '../rig/virtualCardInVpcd.ts';
import { OpenSc, needsOpenSc, undoAfter } from './opensc.ts';

const WRONG_PIN = '000000';
const WRONG_PUK = '00000000';

describe('PIN and PUK of the virtual card, through OpenSC', () => {
  const undo = undoAfter();
  let opensc: OpenSc;
  let generic: OpenSc;
  let card: VirtualCard;
  let link: VpcdLink;
  let disposeCard: () => Promise<void>;

  before(function () {
    needsOpenSc(this);
    opensc = new OpenSc('akis');
    generic = new OpenSc('default');
    undo.add(() => opensc.dispose());
    undo.add(() => generic.dispose());
  });

  beforeEach(async () => {
    const fresh = await newVirtualCard();
    ({ card } = fresh);
    disposeCard = fresh.dispose;
    await insert();
  });

  afterEach(async () => {
    await pull();
    await card.close();
    await disposeCard();
  });

  async function insert(): Promise<void> {
    link = await linkToVpcd(card, { host: '127.0.0.1', port: READERS[0].port });
    await opensc.untilCard(true);
  }

  async function pull(): Promise<void> {
    await link.close();
    await opensc.untilCard(false);
  }

  /** Spends no try. */
  async function tries(): Promise<{ pin: string; puk: string }> {
    const probe = async (command: string) => toHex(await card.transmit(fromHex(command)));
    return { pin: await probe('00200080'), puk: await probe('00200081') };
  }

  const verify = (pin: string) =>
    opensc.run('pkcs15-tool', '--verify-pin', '--auth-id', '01', '--pin', pin);
  const change = (pin: string, newPin: string) =>
    opensc.run('pkcs15-tool', '--change-pin', '--auth-id', '01', '--pin', pin, '--new-pin', newPin);
  const unblock = (puk: string, newPin: string) =>
    generic.run(
      'pkcs15-tool',
      '--unblock-pin',
      '--auth-id',
      '01',
      '--puk',
      puk,
      '--new-pin',
      newPin,
    );

  it('three wrong PINs block it, and it stays blocked in another process', async () => {
    for (const left of ['63C2', '63C1', '6983']) {
      const { code, text } = await verify(WRONG_PIN);
      assert.notEqual(code, 0);
      assert.match(text, /PIN code or key incorrect/);
      assert.equal((await tries()).pin, left);
    }
    await pull();
    await card.close();
    card = await VirtualCard.open(card.directory);
    await insert();
    const { code, text } = await verify(card.secrets.pin);
    assert.notEqual(code, 0);
    assert.match(text, /Authentication method blocked/);
  });

  it('a right PIN gives all tries back', async () => {
    await verify(WRONG_PIN);
    const { code, text } = await verify(card.secrets.pin);
    assert.equal(code, 0, text);
    await verify(WRONG_PIN);
    assert.equal((await tries()).pin, '63C2');
  });

  it('the PIN is changed, and only the new one works', async () => {
    const old = card.secrets.pin;
    const { code, text } = await change(old, '98765432');
    assert.equal(code, 0, text);
    assert.notEqual((await verify(old)).code, 0);
    assert.equal((await verify('98765432')).code, 0);
  });

  it('a new PIN that is too short is refused and costs nothing', async () => {
    assert.notEqual((await change(card.secrets.pin, '123')).code, 0);
    assert.equal((await tries()).pin, '63C3');
    assert.equal((await verify(card.secrets.pin)).code, 0);
  });

  it('the generic driver’s PUK unblocks it with a new PIN', async () => {
    for (let i = 0; i < 3; i++) await verify(WRONG_PIN);
    const { code, text } = await unblock(card.secrets.puk, '24681357');
    assert.equal(code, 0, text);
    assert.deepEqual(await tries(), { pin: '63C3', puk: '63C3' });
    assert.equal((await verify('24681357')).code, 0);
  });

  it('three wrong PUKs and nothing opens it any more', async () => {
    for (let i = 0; i < 3; i++) await verify(WRONG_PIN);
    const { text } = await unblock(WRONG_PUK, '24681357');
    assert.match(text, /tries left: 2/);
    assert.equal((await tries()).puk, '63C2');
    await unblock(WRONG_PUK, '24681357');
    await unblock(WRONG_PUK, '24681357');
    assert.deepEqual(await tries(), { pin: '6983', puk: '6983' });
    assert.notEqual((await unblock(card.secrets.puk, '24681357')).code, 0);
    assert.deepEqual(await tries(), { pin: '6983', puk: '6983' });
  });
});

describe('the e-signature card, as OpenSC sees it', () => {
  const undo = undoAfter();
  let opensc: OpenSc;
  let pin: string;

  before(async function () {
    needsOpenSc(this);
    opensc = new OpenSc('akis');
    undo.add(() => opensc.dispose());
    const { card, dispose } = await newVirtualCard({ profile: 'e-imza' });
    undo.add(dispose);
    ({ pin } = card.secrets);
    const link = await linkToVpcd(card, { host: '127.0.0.1', port: READERS[0].port });
    undo.add(() => opensc.untilCard(false));
    undo.add(link.close);
    await opensc.untilCard(true);
  });

  it('has one key, for qualified signatures, and passes the test of its module', async () => {
    const { text: dump } = await opensc.run('pkcs15-tool', '--dump');
    assert.equal(dump.match(/Private RSA Key/g)?.length, 1);
    assert.match(dump, /Usage +: \[0x204\], sign, nonRepudiation/);
    const login = ['--login', '--pin', pin, '--test'];
    const { code, text } = await opensc.run(
      'pkcs11-tool',
      '--module',
      'opensc-pkcs11.so',
      ...login,
    );
    assert.equal(code, 0, text);
    assert.match(text, /^No errors$/m);
  });
});
