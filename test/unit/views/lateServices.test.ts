import assert from 'node:assert/strict';
import type { CardServices } from '../../../src/card/services.ts';
import { LateServices } from '../../../src/views/lateServices.ts';
import { strictLog } from '../../strictLog.ts';

function services(dispose: () => void = () => undefined): CardServices {
  const disposing = {
    dispose: () => {
      dispose();
      return Promise.resolve();
    },
  };
  return disposing as unknown as CardServices;
}

function lateServices(build: () => Promise<CardServices>): LateServices {
  return new LateServices(build, strictLog);
}

describe('The services that load late', () => {
  it('are not built before somebody asks, and then once', async () => {
    let built = 0;
    const late = lateServices(() => {
      built++;
      return Promise.resolve(services());
    });
    assert.equal(built, 0);
    const [first, second] = await Promise.all([late.get(), late.get()]);
    assert.equal(first, second);
    assert.equal(built, 1);
  });

  it('are told to those who wait for somebody else to ask', async () => {
    const late = lateServices(() => Promise.resolve(services()));
    const told: CardServices[] = [];
    late.onDidBuild((built) => told.push(built));
    assert.equal(late.asked, false);
    assert.deepEqual(told, []);
    const built = await late.get();
    await late.get();
    assert.equal(late.asked, true);
    assert.deepEqual(told, [built]);
  });

  it('can be asked for again after a failure', async () => {
    let attempts = 0;
    const late = lateServices(() => {
      attempts++;
      return attempts === 1 ? Promise.reject(new Error('once')) : Promise.resolve(services());
    });
    await assert.rejects(late.get(), /once/);
    await late.get();
  });

  it('are disposed of, even when they were asked for a moment ago', async () => {
    let disposed = 0;
    const late = lateServices(() => Promise.resolve(services(() => disposed++)));
    const asked = late.get();
    await late.dispose();
    await asked;
    assert.equal(disposed, 1);
  });

  it('are not built any more afterwards', async () => {
    const late = lateServices(() => Promise.resolve(services()));
    await late.dispose();
    await assert.rejects(late.get());
  });

  it('have nothing to dispose of when nobody asked', async () => {
    const late = lateServices(() => assert.fail('built'));
    await late.dispose();
  });
});
