import assert from 'node:assert/strict';
import { readState } from '../../src/card/virtual/stateFile.ts';
import { READERS, needsRig } from '../rig/pcscd.ts';
import type { SigningProcess } from '../rig/signingProcess.ts';
import { assertSigned, opening, signing } from '../rig/signingProcess.ts';
import { SOFT_HSM, SoftHsm, TOKEN, needsSoftHsm } from '../rig/softHsm.ts';
import type { CardKind } from '../rig/virtualCardInVpcd.ts';
import { cardInVpcd } from '../rig/virtualCardInVpcd.ts';
import { OpenSc, needsOpenSc, openScModule, runProgram } from './opensc.ts';

const [{ name: READER, port: PORT }] = READERS;
const WRONG = '000000';

/** As the card has it on its disk. */
async function triesOf({ directory }: { readonly directory: string }): Promise<number | undefined> {
  return (await readState(directory))?.contents.pin.triesLeft;
}

describe('Signing by the options of the terminal', function () {
  this.timeout(60_000);

  describe('with a card in a PC/SC reader', () => {
    let rig: Awaited<ReturnType<typeof cardInVpcd>>;
    before(function () {
      needsRig(this);
    });
    const insert = async (kind: CardKind = {}) => {
      rig = await cardInVpcd(PORT, kind);
    };
    const triesLeft = () => triesOf(rig.card);
    afterEach(() => rig.dispose());
    const withPin = (pin: string, ...more: string[]) =>
      [['--reader', READER, '--pin-env', 'TEST_PIN', ...more], { TEST_PIN: pin }] as const;

    for (const kind of [{ algorithm: 'RSA-2048' }, { algorithm: 'EC-P384' }] as const) {
      it(`signs many times with one PIN, and tells the tries before: ${kind.algorithm}`, async () => {
        await insert(kind);
        await signing(...withPin(rig.card.secrets.pin), async (signer) => {
          assert.match((await signer.next())?.note ?? '', /PIN.*3/);
          const opened = await signer.next();
          assert.equal(opened?.open, true, JSON.stringify(opened));
          // No program that is started afterwards gets it.
          assert.ok(!opened.environment?.includes('TEST_PIN'));
          for (let i = 0; i < 3; i++) assertSigned(await signer.sign());
        });
      });
    }

    it('takes the PIN from the first line of its standard input, too', async () => {
      await insert();
      const input = `${rig.card.secrets.pin}\r\nmore\n`;
      const sign = async (signer: SigningProcess) => {
        assert.equal((await opening(signer))?.open, true);
        assertSigned(await signer.sign());
      };
      await signing(['--reader', READER, '--pin-stdin'], {}, sign, input);
    });

    it('a wrong PIN costs exactly one try', async () => {
      await insert();
      const said = await signing(...withPin(WRONG), opening);
      assert.deepEqual([said?.code, said?.data], ['pin/wrong', { triesLeft: 2 }]);
      assert.equal(await triesLeft(), 2);
    });

    it('the last try is not spent without “--last-try”, and a locked card gets nothing', async () => {
      await insert();
      for (let i = 0; i < 2; i++) await signing(...withPin(WRONG), opening);
      const { pin } = rig.card.secrets;
      assert.equal((await signing(...withPin(pin), opening))?.code, 'pin/last-try');
      assert.equal((await signing(...withPin(WRONG), opening))?.code, 'pin/last-try');
      assert.equal(await triesLeft(), 1);
      assert.equal((await signing(...withPin(WRONG, '--last-try'), opening))?.code, 'pin/blocked');
      assert.equal((await signing(...withPin(pin, '--last-try'), opening))?.code, 'pin/blocked');
    });

    it('the encryption certificate, and one that is not there, are refused before the PIN', async () => {
      await insert();
      const text = await runProgram(process.execPath, ['dist/cli.js', 'card', '--json']);
      const { certificates } = JSON.parse(text.stdout.toString()) as {
        certificates: { purpose: string; serialNumber: string }[];
      };
      const encryption = certificates.find(({ purpose }) => purpose === 'encryption');
      for (const [serial, code] of [
        [encryption?.serialNumber ?? '', 'sign/encryption-certificate'],
        ['7E57', 'sign/certificate-not-found'],
      ] as const) {
        const said = await signing(...withPin(WRONG, '--cert', serial), opening);
        assert.equal(said?.code, code);
      }
      assert.equal(await triesLeft(), 3);
    });

    it('pulled out in between, it fails, and no further try is spent', async () => {
      await insert();
      await signing(...withPin(rig.card.secrets.pin), async (signer) => {
        assert.equal((await opening(signer))?.open, true);
        assertSigned(await signer.sign());
        await rig.link.close();
        const first = (await signer.sign())?.code;
        assert.match(first ?? '', /^(card|reader)\//);
        for (let i = 0; i < 2; i++) assert.equal((await signer.sign())?.code, first);
      });
      assert.equal(await triesLeft(), 3);
    });

    it('options that do not go together, and variables that are not there, are told', async () => {
      await insert();
      for (const args of [
        [],
        ['--reader', READER],
        ['--reader', READER, '--pin-env', 'TEST_PIN', '--pin-stdin'],
        ['--reader', READER, '--pin-env', 'TEST_PIN'],
        ['--reader', READER, '--pin-env', 'EMPTY'],
        ['--reader', READER, '--pfx', 'a.pfx', '--pin-env', 'EMPTY'],
        ['--pfx', 'a.pfx', '--pin-env', 'EMPTY'],
        ['--reader', READER, '--password-env', 'EMPTY'],
      ]) {
        const said = await signing(args, { EMPTY: '' }, opening);
        assert.equal(said?.code, 'usage/invalid', args.join(' '));
      }
      assert.equal(
        (await signing(['--reader', 'None', '--pin-env', 'P'], { P: '1' }, opening))?.code,
        'reader/not-found',
      );
      assert.equal(await triesLeft(), 3);
    });
  });

  describe('through OpenSC’s PKCS#11 module', () => {
    let opensc: OpenSc;
    before(function () {
      needsOpenSc(this);
      opensc = new OpenSc('akis');
    });
    after(() => opensc.dispose());
    const env = (pin: string) => ({ ...opensc.env, TEST_PIN: pin });
    const args = (...more: string[]) => [
      '--pkcs11',
      openScModule(),
      '--pin-env',
      'TEST_PIN',
      ...more,
    ];

    it('signs with our card, and asks the card itself how many tries are left', async () => {
      const { card, dispose } = await cardInVpcd(PORT);
      try {
        await opensc.untilCard(true);
        await signing(args(), env(card.secrets.pin), async (signer) => {
          assert.match((await signer.next())?.note ?? '', /PIN.*3/);
          assert.equal((await opening(signer))?.open, true);
          for (let i = 0; i < 2; i++) assertSigned(await signer.sign());
        });
        for (let i = 0; i < 2; i++) {
          assert.equal((await signing(args(), env(WRONG), opening))?.code, 'pin/wrong');
        }
        assert.equal((await signing(args(), env(card.secrets.pin), opening))?.code, 'pin/last-try');
        assert.equal(await triesOf(card), 1);
        const said = await signing(args('--token', 'No such'), env(WRONG), opening);
        assert.equal(said?.code, 'card/absent');
      } finally {
        await dispose();
        await opensc.untilCard(false);
      }
    });
  });

  describe('through SoftHSM', () => {
    before(function () {
      needsSoftHsm(this);
    });
    for (const algorithm of ['RSA-2048', 'EC-P384'] as const) {
      it(`signs with ${algorithm}`, async () => {
        const store = new SoftHsm();
        try {
          await store.fill({ algorithm });
          const args = ['--pkcs11', SOFT_HSM, '--token', TOKEN.label, '--pin-env', 'TEST_PIN'];
          await signing(args, { ...store.env, TEST_PIN: TOKEN.pin }, async (signer) => {
            const opened = await opening(signer);
            assert.equal(opened?.open, true, JSON.stringify(opened));
            for (let i = 0; i < 2; i++) assertSigned(await signer.sign());
          });
          const wrong = await signing(args, { ...store.env, TEST_PIN: WRONG }, opening);
          assert.equal(wrong?.code, 'pin/wrong');
        } finally {
          store.dispose();
        }
      });
    }
  });
});
