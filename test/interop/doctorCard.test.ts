import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHECKS } from '../../src/doctor/findings.ts';
import type { StatusAddresses } from '../../src/pki/testAuthority/authority.ts';
import { assertCause, askDoctor, checkOf, runDoctor } from '../rig/doctorProcess.ts';
import { doctorDesk } from './doctorDesk.ts';
import { openScModule } from './opensc.ts';

const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Math.floor(Date.now() / 1000) * 1000 + days * DAY);

describe('doctor in the terminal, on a virtual card', function () {
  this.timeout(60_000);
  const desk = doctorDesk();

  it('needs no module for a virtual card, and shows whose it is when asked to', async () => {
    const card = await desk.insertHealthyCard();
    const report = await askDoctor(desk.env(), '--show-personal');
    assert.equal(report.ready, true);
    assert.equal(checkOf(report, 'pkcs11-module').status, 'skipped');
    assert.ok(checkOf(report, 'card').evidence.includes(card.serial));
    assert.ok(checkOf(report, 'certificates').evidence.includes(card.vkn ?? '-'));
  });

  it('names a certificate that has expired, and nothing that follows from it', async () => {
    const validity = { notBefore: inDays(-1095), notAfter: inDays(-1) };
    await desk.insertCard({ validity });
    const report = await askDoctor(desk.env(), '--pkcs11', openScModule());
    assertCause(report, 'validity/expired');
    assert.equal(checkOf(report, 'chain').status, 'skipped');
  });

  it('warns of a certificate that ends soon, and is ready', async () => {
    await desk.insertCard({ validity: { notBefore: inDays(-1000), notAfter: inDays(30.5) } });
    const report = await askDoctor(desk.env());
    assert.equal(report.ready, true);
    assert.equal(checkOf(report, 'validity').code, 'validity/soon');
    assert.match(checkOf(report, 'validity').evidence, /30 days/);
  });

  it('names a PIN that is locked', async () => {
    await desk.insertHealthyCard();
    for (let i = 0; i < 3; i++) {
      await desk.opensc().run('pkcs15-tool', '--verify-pin', '--auth-id', '01', '--pin', '0000');
    }
    const report = await askDoctor(desk.env(), '--pkcs11', openScModule());
    const cause = assertCause(report, 'pin/blocked');
    assert.match(cause.fix ?? '', /Kilit Çözme/);
  });

  /** What answers at the addresses of the certificates, with the time that it tells. */
  async function serve(now: () => Date): Promise<StatusAddresses> {
    const server = createServer((_, response) => {
      response.writeHead(200, { Date: now().toUTCString() }).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    desk.undo.add(() => server.close());
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { ocsp: `${base}/ocsp`, crl: `${base}/a.crl` };
  }

  it('names a clock that is wrong', async () => {
    const addresses = await serve(() => new Date(Date.now() - 3_600_000));
    await desk.insertCard({ addresses });
    const report = await askDoctor(desk.env());
    const cause = assertCause(report, 'clock/off');
    assert.match(cause.evidence, /3(599|600|601) seconds ahead/);
    assert.equal(checkOf(report, 'revocation').status, 'ok');
  });

  it('is content with a clock that is right, and warns of one that is a little off', async () => {
    let seconds = 0;
    const addresses = await serve(() => new Date(Date.now() + seconds * 1000));
    await desk.insertCard({ addresses });
    assert.equal(checkOf(await askDoctor(desk.env()), 'clock').status, 'ok');
    seconds = 120;
    const report = await askDoctor(desk.env());
    assert.equal(report.ready, true);
    assert.equal(checkOf(report, 'clock').status, 'warning');
  });

  it('only warns when the simulator does not run', async () => {
    await desk.insertCard({ addresses: { ocsp: 'http://127.0.0.1:9/ocsp' } });
    const report = await askDoctor(desk.env());
    assert.equal(report.ready, true);
    assert.equal(checkOf(report, 'revocation').code, 'revocation/simulator');
    assert.equal(checkOf(report, 'clock').status, 'skipped');
  });

  it('prints one line a check with its mark, and the cause once more at the end', async () => {
    const { code, text } = await runDoctor(desk.env());
    assert.equal(code, 1);
    const lines = text.trimEnd().split('\n');
    assert.equal(lines.filter((line) => /^[✓!✗–] /.test(line)).length, CHECKS.length);
    const cause = lines.find((line) => line.startsWith('✗ '))?.slice(2) ?? '-';
    const end = lines.slice(lines.indexOf('') + 1);
    assert.equal(end.length, 3);
    assert.equal(end[1]?.trim(), cause);
    assert.match(end[2] ?? '', /^ {2}→ /);
  });

  it('is told in Turkish where the locale is', async () => {
    const { text } = await runDoctor({ ...desk.env(), LC_ALL: 'tr_TR.UTF-8' });
    assert.match(text, /^✗ Kart: .*kart yok/m);
  });

  it('refuses what it does not know with exit code 2', async () => {
    assert.equal((await runDoctor(desk.env(), '--mend')).code, 2);
    assert.equal((await runDoctor(desk.env(), '--pkcs11')).code, 2);
  });
});
