import assert from 'node:assert/strict';
import type { CardServices } from '../../../src/card/services.ts';
import { LateServices } from '../../../src/views/lateServices.ts';

function services(dispose: () => void = () => undefined): CardServices {
  const disposing = {
    dispose: () => {
      dispose();
      return Promise.resolve();
    },
  };
  return disposing as unknown as CardServices;
}

describe('The services that load late', () => {
  it('are not built before somebody asks, and then once', async () => {
    let built = 0;
    const late = new LateServices(() => {
      built++;
      return Promise.resolve(services());
    });
    assert.equal(built, 0);
    const [first, second] = await Promise.all([late.get(), late.get()]);
    assert.equal(first, second);
    assert.equal(built, 1);
  });

  it('can be asked for again after a failure', async () => {
    let attempts = 0;
    const late = new LateServices(() => {
      attempts++;
      return attempts === 1 ? Promise.reject(new Error('once')) : Promise.resolve(services());
    });
    await assert.rejects(late.get(), /once/);
    await late.get();
  });

  it('are disposed of, even when they were asked for a moment ago', async () => {
    let disposed = 0;
    const late = new LateServices(() => Promise.resolve(services(() => disposed++)));
    const asked = late.get();
    await late.dispose();
    await asked;
    assert.equal(disposed, 1);
  });

  it('are not built any more afterwards', async () => {
    const late = new LateServices(() => Promise.resolve(services()));
    await late.dispose();
    await assert.rejects(late.get());
  });

  it('have nothing to dispose of when nobody asked', async () => {
    const late = new LateServices(() => assert.fail('built'));
    await late.dispose();
  });
});
