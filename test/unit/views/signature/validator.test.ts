import assert from 'node:assert/strict';
import { join } from 'node:path';
import { isMuhurError } from '../../../../src/errors.ts';
import type { ErrorCode } from '../../../../src/errors.ts';
import { FetchError } from '../../../../src/pki/fetching.ts';
import type { Fetcher } from '../../../../src/pki/fetching.ts';
import type { CallOff } from '../../../../src/views/signature/validator.ts';
import { Validator } from '../../../../src/views/signature/validator.ts';
import { strictLog } from '../../../strictLog.ts';
import { until } from '../../../rig/until.ts';

const program = join(import.meta.dirname, 'playedWorker.ts');
const never: CallOff = {
  isCancellationRequested: false,
  onCancellationRequested: () => ({ dispose: () => {} }),
};

/** Cancelled when `now` is called. */
function callOff(): CallOff & { now(): void } {
  let listener = (): void => {};
  return {
    isCancellationRequested: false,
    onCancellationRequested: (given) => {
      listener = given;
      return { dispose: () => (listener = () => {}) };
    },
    now: () => listener(),
  };
}

describe('The validator', () => {
  let validator: Validator;
  let errors: string[];
  let fetcher: Fetcher;

  const start = (idleMs?: number): void => {
    errors = [];
    const log = { ...strictLog, error: (line: string) => void errors.push(line) };
    fetcher = () => Promise.reject(new FetchError('unreachable'));
    const options = { program, log, fetcher: ((request) => fetcher(request)) as Fetcher };
    validator = new Validator({ ...options, ...(idleMs !== undefined && { idleMs }) });
  };
  beforeEach(() => start());
  afterEach(() => validator.dispose());

  const run = async (file: string, off: CallOff = never): Promise<string> => {
    const job = { kind: 'validate', run: 'r', content: { path: file }, file } as const;
    const reports = await validator.run<'validate'>({ ...job, signed: null, trust: [] }, off);
    return reports[0]?.file ?? '';
  };
  const codeOf = async (running: Promise<unknown>): Promise<ErrorCode | 'none'> => {
    const error = await running.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return isMuhurError(error) ? error.code : 'none';
  };

  it('answers each job, one after the other, in the order in which they came', async () => {
    const answers = await Promise.all([run('a'), run('b'), run('c')]);
    assert.deepEqual(
      answers.map((answer) => answer.split(' ')[0]),
      ['a', 'b', 'c'],
    );
    assert.equal(validator.isRunning, true);
  });

  it('ends a job that is cancelled, however busy, and does the next one', async () => {
    const off = callOff();
    const busy = run('busy', off);
    const next = run('next');
    await until('the thread runs', () => validator.isRunning);
    off.now();
    assert.equal(await codeOf(busy), 'cancelled');
    assert.match(await next, /^next/);
    assert.deepEqual(errors, []);
  });

  it('does not begin a job that was cancelled while it waited', async () => {
    const off = { ...never, isCancellationRequested: true };
    assert.equal(await codeOf(run('a', off)), 'cancelled');
    assert.equal(validator.isRunning, false);
  });

  it('tells of a crash by its code, to the log by its words, and goes on with the next job', async () => {
    assert.equal(await codeOf(run('crash')), 'validation/ended');
    assert.equal(await codeOf(run('exit')), 'validation/ended');
    assert.match(errors.join(), /out of memory/);
    assert.match(await run('after'), /^after/);
  });

  it('passes on what the job itself refuses', async () => {
    assert.equal(await codeOf(run('refuse')), 'file/changed');
  });

  it('fetches for the thread, and tells it why where nothing came', async () => {
    assert.equal(await run('fetch'), 'unreachable');
    let asked = '';
    fetcher = ({ url }) => {
      asked = url.href;
      return Promise.resolve({ status: 200, contentType: '', body: new Uint8Array() });
    };
    assert.equal(await run('fetch'), '200');
    assert.equal(asked, 'http://ocsp.example.tr/');
  });

  it('lets the thread go when nothing was asked for a while, and starts it again', async () => {
    validator.dispose();
    start(20);
    await run('a');
    await until('the thread is gone', () => !validator.isRunning);
    assert.match(await run('b'), /^b/);
  });

  it('ends what runs when it is disposed of, and takes nothing more', async () => {
    const silent = run('silent');
    await until('the thread runs', () => validator.isRunning);
    validator.dispose();
    assert.equal(await codeOf(silent), 'cancelled');
    assert.equal(await codeOf(run('a')), 'cancelled');
  });
});
