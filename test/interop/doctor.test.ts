import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKS } from '../../src/doctor/findings.ts';
import { assertCause, askDoctor, checkOf } from '../rig/doctorProcess.ts';
import { killPcscd, startPcscd } from '../rig/pcscd.ts';
import { SOFT_HSM, SoftHsm, needsSoftHsm } from '../rig/softHsm.ts';
import { doctorDesk } from './doctorDesk.ts';
import { openScModule } from './opensc.ts';

/** Another card that is met in Turkey: a bank card with T=0. */
const OTHER_ATR = '3B6800000073C84013009000';
/** An AKİS 2.x card, of those that PCT lists. */
const AKIS_2_ATR = '3B9F978131FE4580655443D3228231C073F621808105D3';

describe('doctor in the terminal, on machines broken in one way', function () {
  this.timeout(60_000);
  const desk = doctorDesk();

  it('finds a virtual card with OpenSC’s module ready, checks in order, and tells no secret', async () => {
    const card = await desk.insertHealthyCard();
    const report = await askDoctor(desk.env(), '--pkcs11', openScModule());
    assert.equal(report.ready, true, JSON.stringify(report, null, 1));
    assert.deepEqual(
      report.checks.map(({ id }) => id),
      CHECKS,
    );
    const statuses = Object.fromEntries(report.checks.map(({ id, status }) => [id, status]));
    for (const id of CHECKS.slice(0, 9)) assert.equal(statuses[id], 'ok', id);
    assert.equal(checkOf(report, 'token').code, 'token/same-card');
    assert.match(checkOf(report, 'pin').evidence, /3 tries left/);
    const hidden = JSON.stringify(report);
    for (const secret of [card.vkn ?? '', card.serial, card.secrets.pin, card.secrets.puk]) {
      assert.ok(!hidden.includes(secret));
    }
  });

  it('names the service that does not run', async () => {
    await killPcscd();
    try {
      assertCause(await askDoctor(desk.env()), 'pcsc-service/fails');
    } finally {
      await startPcscd();
    }
  });

  it('names a reader that is missing', async () => {
    const empty = join(desk.folder(), 'readers');
    mkdirSync(empty);
    await killPcscd();
    await startPcscd(empty);
    try {
      const report = await askDoctor(desk.env());
      assertCause(report, 'reader/none');
      assert.equal(checkOf(report, 'pcsc-service').status, 'ok');
    } finally {
      await killPcscd();
      await startPcscd();
    }
  });

  it('names a card that is missing', async () => {
    assertCause(await askDoctor(desk.env()), 'card/none');
  });

  it('names the ATR of a card that it does not know, and sends that card nothing', async () => {
    const card = await desk.insertRaw(OTHER_ATR);
    const received = card.received.length;
    const cause = assertCause(await askDoctor(desk.env()), 'card/unknown');
    assert.ok(cause.evidence.includes(OTHER_ATR));
    assert.equal(card.received.length, received);
  });

  it('names a module that is missing, and still tells of the card', async () => {
    await desk.insertHealthyCard();
    const report = await askDoctor(desk.env(), '--pkcs11', join(desk.folder(), 'no.so'));
    assertCause(report, 'pkcs11-module/fails');
    assert.equal(checkOf(report, 'token').status, 'skipped');
    assert.equal(checkOf(report, 'certificates').status, 'ok');
  });

  it('names the AKİS software that a real card needs', async () => {
    await desk.insertRaw(AKIS_2_ATR);
    const report = await askDoctor(desk.env());
    const cause = assertCause(report, 'pkcs11-module/none');
    assert.match(cause.fix ?? '', /AKİS/);
    assert.equal(checkOf(report, 'card').status, 'ok');
  });

  it('names a module that is made for another processor', async () => {
    await desk.insertHealthyCard();
    const elf = Buffer.alloc(64);
    elf.set([0x7f, 0x45, 0x4c, 0x46, 1, 1, 1]);
    elf.writeUInt16LE(3, 16); // ET_DYN
    elf.writeUInt16LE(3, 18); // EM_386
    const cause = assertCause(
      await askDoctor(desk.env(), '--pkcs11', desk.file('akisp11.so', elf)),
      'pkcs11-module/fails',
    );
    assert.match(`${cause.evidence} ${cause.fix ?? ''}`, /linux-x64|linux-arm64/);
  });

  it('names a file that is no library', async () => {
    await desk.insertHealthyCard();
    const report = await askDoctor(
      desk.env(),
      '--pkcs11',
      desk.file('akisp11.so', 'text'.repeat(50)),
    );
    assertCause(report, 'pkcs11-module/fails');
  });

  describe('with SoftHSM', () => {
    let hsm: SoftHsm;
    before(function () {
      needsSoftHsm(this);
      hsm = new SoftHsm();
      hsm.initialise();
      desk.undo.add(() => hsm.dispose());
    });
    const withHsm = () => ({ ...desk.env(), SOFTHSM2_CONF: hsm.env['SOFTHSM2_CONF'] });

    it('names the certificates that a token does not have, and no reader or card', async () => {
      const report = await askDoctor(withHsm(), '--pkcs11', SOFT_HSM);
      assertCause(report, 'certificates/none');
      assert.equal(checkOf(report, 'card').status, 'skipped');
      assert.equal(checkOf(report, 'token').status, 'ok');
    });

    it('says what the module shows in place of the card in the reader', async () => {
      await desk.insertHealthyCard();
      const report = await askDoctor(withHsm(), '--pkcs11', SOFT_HSM, '--show-personal');
      const cause = assertCause(report, 'token/other');
      assert.match(cause.evidence, /Anka, SoftHSM v2/);
    });

    it('finds a token with a seal ready, without any reader', async () => {
      const seal = new SoftHsm();
      desk.undo.add(() => seal.dispose());
      await seal.fill({});
      const around = { ...desk.env(), SOFTHSM2_CONF: seal.env['SOFTHSM2_CONF'] };
      await killPcscd();
      try {
        const report = await askDoctor(around, '--pkcs11', SOFT_HSM);
        assert.equal(report.ready, true, JSON.stringify(report, null, 1));
      } finally {
        await startPcscd();
      }
    });
  });
});
