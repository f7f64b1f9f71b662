import assert from 'node:assert/strict';
import { examine } from '../../../src/doctor/examine.ts';
import type { Diagnosis, Finding } from '../../../src/doctor/findings.ts';
import { CHECKS } from '../../../src/doctor/findings.ts';
import { MuhurError } from '../../../src/errors.ts';
import {
  HERE,
  aMachine,
  aModule,
  aToken,
  cardWith,
  certificate,
  readerWithCard,
  readersWith,
} from './machines.ts';

const codes = ({ findings }: Diagnosis) => findings.map(({ code }) => code);
const statusOf = ({ findings }: Diagnosis, id: string) =>
  findings.find((one) => one.id === id)?.status;
const causeOf = ({ findings }: Diagnosis) => findings.find(({ status }) => status === 'error');

/** Verifies a cause: it comes first, alone, and what needs it is skipped. */
function assertCause(diagnosis: Diagnosis, code: Finding['code']): void {
  assert.equal(causeOf(diagnosis)?.code, code);
  assert.equal(diagnosis.ready, false);
  assert.deepEqual(
    diagnosis.findings.map(({ id }) => id),
    CHECKS,
  );
  const errors = diagnosis.findings.filter(({ status }) => status === 'error');
  assert.equal(errors.length, 1, codes(diagnosis).join(', '));
}

describe('The doctor', () => {
  const machine = { ...aMachine(), dispose: () => Promise.resolve() };
  let reader: Awaited<ReturnType<typeof readerWithCard>>;

  before(async () => {
    reader = await readerWithCard();
  });
  after(() => reader.dispose());

  it('finds a machine with a virtual card ready, and makes every check once, in order', async () => {
    const told: Finding[] = [];
    const onFinding = (found: Finding) => told.push(found);
    const diagnosis = await examine(aMachine({ readers: reader.readers }), { ...HERE, onFinding });
    assert.equal(diagnosis.ready, true, JSON.stringify(diagnosis.findings));
    assert.deepEqual(
      diagnosis.findings.map(({ id }) => id),
      CHECKS,
    );
    assert.deepEqual(new Set(told), new Set(diagnosis.findings));
    assert.equal(told.length, CHECKS.length);
  });

  it('sends no PIN: no VERIFY with data, no CHANGE and no RESET RETRY COUNTER', async () => {
    reader.commands.splice(0);
    await examine(aMachine({ readers: reader.readers }), HERE);
    assert.ok(reader.commands.length > 0);
    for (const command of reader.commands) {
      const [, instruction] = command;
      assert.notEqual(instruction, 0x24);
      assert.notEqual(instruction, 0x2c);
      // Without data VERIFY asks for the tries and spends none.
      if (instruction === 0x20) assert.equal(command.length, 4);
    }
  });

  it('lists a module once, whatever it shows', async () => {
    for (const readers of [reader.readers, readersWith([{ state: 'empty' }])]) {
      let listings = 0;
      const listModule = () => {
        listings++;
        return Promise.resolve(aModule());
      };
      await examine(aMachine({ readers, listModule }), { ...HERE, module: '/opt/m.so' });
      assert.equal(listings, 1);
    }
  });

  it('loads no module for a virtual card, even where one is installed', async () => {
    const akis = { path: '/opt/akis/lib/libakisp11.so', name: 'AKİS', isAkis: true };
    const findModules = () => Promise.resolve([akis]);
    const diagnosis = await examine(aMachine({ readers: reader.readers, findModules }), HERE);
    assert.ok(codes(diagnosis).includes('pkcs11-module/virtual-card'));
  });

  it('names one cause, and skips what needs it: the service', async () => {
    const problem = new MuhurError('reader/no-service', {});
    const list = () => Promise.resolve({ readers: [], problem });
    const readers = { ...machine.readers, list };
    assertCause(await examine(aMachine({ readers }), HERE), 'pcsc-service/fails');
  });

  it('names one cause, and skips what needs it: no reader', async () => {
    assertCause(await examine(aMachine(), HERE), 'reader/none');
  });

  it('names one cause, and skips what needs it: no card', async () => {
    const readers = readersWith([{ state: 'empty' }]);
    const diagnosis = await examine(aMachine({ readers }), HERE);
    assertCause(diagnosis, 'card/none');
    for (const id of ['pkcs11-module', 'token', 'pin', 'certificates', 'clock']) {
      assert.equal(statusOf(diagnosis, id), 'skipped', id);
    }
  });

  it('names one cause, and skips what needs it: the module that was named', async () => {
    const problem = new MuhurError('pkcs11/not-found', { module: '/m.so', reason: 'ENOENT' });
    const listModule = () => Promise.resolve(aModule([], { info: null, problem }));
    const asked = aMachine({ readers: reader.readers, listModule });
    const diagnosis = await examine(asked, { ...HERE, module: '/m.so' });
    assertCause(diagnosis, 'pkcs11-module/fails');
    assert.equal(statusOf(diagnosis, 'token'), 'skipped');
    assert.equal(statusOf(diagnosis, 'pin'), 'ok');
    assert.equal(statusOf(diagnosis, 'certificates'), 'ok');
  });

  it('needs no reader for the token of a named module that is in none', async () => {
    const snapshot = cardWith([await certificate('qualified')], { family: 'unknown' });
    const listModule = () => Promise.resolve(aModule([aToken(snapshot)]));
    const readers = readersWith([{ state: 'empty' }]);
    const asked = aMachine({ readers, listModule });
    const diagnosis = await examine(asked, { ...HERE, module: '/opt/hsm.so' });
    assert.equal(diagnosis.ready, true, codes(diagnosis).join(', '));
    assert.equal(statusOf(diagnosis, 'card'), 'skipped');
    assert.equal(statusOf(diagnosis, 'certificates'), 'ok');
  });

  it('says of a token without certificates that these are missing, not a card', async () => {
    const snapshot = cardWith([], { family: 'unknown' });
    const listModule = () => Promise.resolve(aModule([aToken(snapshot)]));
    const asked = aMachine({ readers: readersWith([{ state: 'empty' }]), listModule });
    const diagnosis = await examine(asked, { ...HERE, module: '/opt/hsm.so' });
    assertCause(diagnosis, 'certificates/none');
  });

  it('gives a service, a card and a module that do not answer no more than their time', async () => {
    const never = new Promise<never>(() => undefined);
    const limits = { service: 0.05, card: 0.05, module: 0.05, network: 0.05 };
    const around = { ...HERE, limits };
    const silent = { list: () => never, connect: () => never };
    assertCause(await examine(aMachine({ readers: silent }), around), 'pcsc-service/too-slow');

    const mute = { ...reader.readers, connect: () => never };
    assertCause(await examine(aMachine({ readers: mute }), around), 'card/too-slow');

    const hung = aMachine({ readers: reader.readers, listModule: () => never });
    const diagnosis = await examine(hung, { ...around, module: '/m.so' });
    assertCause(diagnosis, 'pkcs11-module/too-slow');
  });

  it('tells that a terminal over SSH, or an extension elsewhere, is not at the desk', async () => {
    for (const place of ['ssh', { host: 'ssh-remote' }] as const) {
      const diagnosis = await examine(aMachine({ readers: reader.readers }), { ...HERE, place });
      assert.equal(statusOf(diagnosis, 'remote'), 'warning');
      assert.equal(diagnosis.ready, true);
    }
  });

  it('tells restricted mode from a trusted workspace and from none', async () => {
    const status = async (workspace: 'trusted' | 'restricted' | 'none') =>
      statusOf(await examine(aMachine(), { ...HERE, workspace }), 'trust');
    assert.equal(await status('trusted'), 'ok');
    assert.equal(await status('restricted'), 'warning');
    assert.equal(await status('none'), 'skipped');
  });
});
