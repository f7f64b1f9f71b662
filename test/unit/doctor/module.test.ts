import assert from 'node:assert/strict';
import type { CardSnapshot } from '../../../src/card/card.ts';
import type { ModuleRecord } from '../../../src/card/tokenSource.ts';
import type { Desk } from '../../../src/doctor/checks/desk.ts';
import type { ModuleSide } from '../../../src/doctor/checks/module.ts';
import { examineModule } from '../../../src/doctor/checks/module.ts';
import { MuhurError } from '../../../src/errors.ts';
import { aMachine, aModule, aToken, cardWith, certificate } from './machines.ts';

const PATH = '/opt/akis/lib/libakisp11.so';
const INSTALLED = [{ path: PATH, name: 'AKİS', isAkis: true }];

const deskWith = (card: CardSnapshot | null, isBare = false): Desk => ({
  findings: [],
  card,
  isBare,
});
const realCard = async () => cardWith([await certificate('signing')], { family: 'akis-2' });
const brief = ({ findings }: ModuleSide) => findings.map(({ status, code }) => `${status} ${code}`);

/** The machine has AKİS software, which shows that. */
function installed(record: ModuleRecord) {
  return aMachine({
    findModules: () => Promise.resolve(INSTALLED),
    listModule: () => Promise.resolve(record),
  });
}

describe('The doctor on the card’s software', () => {
  it('recognises the card in it by its certificate', async () => {
    const card = await realCard();
    const machine = installed(aModule([aToken(cardWith([])), aToken(card)]));
    const side = await examineModule(machine, null, deskWith(card), 1);
    assert.deepEqual(brief(side), ['ok pkcs11-module/works', 'ok token/same-card']);
    assert.equal(side.token?.snapshot, card);
  });

  it('says what it sees instead of the card', async () => {
    const card = await realCard();
    const other = aToken(cardWith([await certificate('signing')]));
    const side = await examineModule(installed(aModule([other])), null, deskWith(card), 1);
    assert.deepEqual(brief(side)[1], 'error token/other');
    assert.equal(side.token, null);
    const nothing = await examineModule(installed(aModule()), null, deskWith(card), 1);
    assert.deepEqual(brief(nothing)[1], 'error token/none');
  });

  it('takes its word for a card that tells PC/SC nothing', async () => {
    const token = aToken(await realCard());
    const desk = deskWith(cardWith([], { family: 'akis-2' }));
    const side = await examineModule(installed(aModule([token])), null, desk, 1);
    assert.deepEqual(brief(side)[1], 'ok token/only-token');
  });

  it('misses it for a real card, and not without one', async () => {
    const side = await examineModule(aMachine(), null, deskWith(await realCard()), 1);
    assert.deepEqual(brief(side), ['error pkcs11-module/none', 'skipped token/basis']);
    const bare = await examineModule(aMachine(), null, deskWith(null, true), 1);
    assert.deepEqual(brief(bare), ['skipped pkcs11-module/unknown-need', 'skipped token/basis']);
  });

  it('is loaded without a card in the readers, but never beside an unknown one', async () => {
    const machine = installed(aModule());
    const bare = await examineModule(machine, null, deskWith(null, true), 1);
    assert.deepEqual(brief(bare), ['ok pkcs11-module/works', 'skipped token/basis']);
    const unknown = await examineModule(machine, null, deskWith(null, false), 1);
    assert.deepEqual(brief(unknown)[0], 'skipped pkcs11-module/unknown-need');
  });

  it('is the 64-bit one where both are installed, each listed once', async () => {
    const card = await realCard();
    const problem = new MuhurError('pkcs11/other-architecture', {
      module: 'b',
      theirs: 'win32-ia32',
      ours: 'win32-x64',
    });
    const listed: string[] = [];
    const machine = aMachine({
      findModules: () =>
        Promise.resolve(['a', 'b'].map((path) => ({ path, name: 'AKİS', isAkis: true }))),
      listModule: (path) => {
        listed.push(path);
        const isOther = path === 'a';
        const record = isOther ? aModule([], { info: null, problem }) : aModule([aToken(card)]);
        return Promise.resolve(record);
      },
    });
    const side = await examineModule(machine, null, deskWith(card), 1);
    assert.deepEqual(brief(side)[0], 'ok pkcs11-module/works');
    assert.deepEqual(listed, ['a', 'b']);
  });

  it('leaves modules of other makers alone unless one is named', async () => {
    const findModules = () => Promise.resolve([{ path: '/o.so', name: 'OpenSC', isAkis: false }]);
    const side = await examineModule(
      aMachine({ findModules }),
      null,
      deskWith(await realCard()),
      1,
    );
    assert.deepEqual(brief(side)[0], 'error pkcs11-module/none');
  });

  it('takes a token that was never initialised for an error', async () => {
    const problems = [new MuhurError('pkcs11/not-initialised', { module: PATH })];
    const machine = installed(aModule([aToken(cardWith([], { problems }))]));
    const side = await examineModule(machine, PATH, deskWith(null, true), 1);
    assert.deepEqual(brief(side)[1], 'error token/fails');
  });
});
