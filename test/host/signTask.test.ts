import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import manifest from '../../package.json' with { type: 'json' };
import { ublDocument } from '../fixtures/documents/ubl.ts';
import { access, deleteAll, openExplorer } from './support/access.ts';
import { PinCard } from './support/pinCard.ts';
import { User } from './support/user.ts';

const type = 'mali-muhur';

describe('A task', function () {
  this.timeout(60_000);
  let workspace: vscode.WorkspaceFolder;
  let folder: string;
  let card: PinCard;
  let user: User;

  before(async () => {
    await openExplorer();
    await deleteAll();
    card = await PinCard.insertNew('Görev');
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first);
    workspace = first;
  });
  beforeEach(async () => {
    user = new User();
    folder = await mkdtemp(join(workspace.uri.fsPath, 'gorev-'));
    await writeFile(join(folder, 'a.xml'), ublDocument('Invoice', { place: 'empty' }));
    await writeFile(join(folder, 'b.xml'), ublDocument('Invoice', { place: 'empty' }));
    await writeFile(join(folder, 'bozuk.xml'), '<Invoice><a></Invoice>');
  });
  afterEach(async () => {
    user.leave();
    await rm(folder, { recursive: true, force: true });
  });
  after(deleteAll);

  const glob = (name: string): string => `${folder.slice(workspace.uri.fsPath.length + 1)}/${name}`;

  /** As VS Code runs it: by a definition that our provider makes whole. */
  async function runTask(rest: object): Promise<number | undefined> {
    await access();
    const definition = { type, ...rest };
    const [known] = await vscode.tasks.fetchTasks({ type });
    assert.ok(known, 'there is no task of ours');
    const task = new vscode.Task(definition, workspace, 'test', 'Mali Mühür', known.execution);
    const ended = new Promise<number | undefined>((resolve) => {
      const listening = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        if (execution.task.name !== 'test') return;
        listening.dispose();
        resolve(exitCode);
      });
    });
    await vscode.tasks.executeTask(task);
    return ended;
  }

  /** What it writes, without VS Code's terminal around it. */
  async function lines(rest: object): Promise<{ code: number; lines: readonly string[] }> {
    const host = await (await access()).signatures.get();
    const terminal = host.taskTerminal({ type, ...rest }, workspace);
    const written: string[] = [];
    terminal.onDidWrite((text) => written.push(text.trimEnd()));
    const code = await new Promise<number>((resolve) => {
      terminal.onDidClose?.((given) => resolve(Number(given)));
      terminal.open(undefined);
    });
    return { code, lines: written };
  }

  it('is offered for validating and for signing', async () => {
    const tasks = await vscode.tasks.fetchTasks({ type });
    assert.deepEqual(tasks.map(({ name }) => name).sort(), ['sign', 'validate']);
  });

  it('writes problems as the problem matcher reads them, and ends with the exit code', async () => {
    const [matcher] = manifest.contributes.problemMatchers;
    const pattern = new RegExp(matcher?.pattern.regexp ?? '');
    const { code, lines: written } = await lines({ task: 'validate', files: glob('*.xml') });
    assert.equal(code, 2);
    const problems = written.slice(0, -1).map((line) => pattern.exec(line));
    assert.ok(problems.length >= 3, written.join('\n'));
    for (const problem of problems) assert.ok(problem, written.join('\n'));
    const [broken] = problems.filter((problem) => problem?.[1]?.endsWith('bozuk.xml'));
    assert.deepEqual(broken?.slice(2, 6), ['1', '13', 'error', 'XML-UNREADABLE']);
  });

  it('runs in VS Code, and ends with that code there', async () => {
    assert.equal(await runTask({ task: 'validate', files: [glob('a.xml')] }), 1);
  });

  it('signs with one PIN per run, and replaces the results of the run before', async () => {
    for (let run = 0; run < 2; run++) {
      user.willPick('').willType(card.pin);
      const { code, lines: written } = await lines({ task: 'sign', files: [glob('[ab].xml')] });
      assert.equal(code, 0, written.join('\n'));
      assert.match(written[0] ?? '', /a\.xml → .*a\.signed\.xml$/);
    }
    assert.equal(user.boxes.length, 2);
    assert.ok((await readdir(folder)).includes('b.signed.xml'));
  });

  it('signs what can be signed, and tells what could not as a problem', async () => {
    user.willPick('').willType(card.pin);
    const { code, lines: written } = await lines({ task: 'sign', files: glob('*.xml') });
    assert.equal(code, 1);
    assert.match(written[0] ?? '', /bozuk\.xml:1:1: error DOCUMENT-UNREADABLE: /);
    assert.equal(written.at(-1), '2 signed, 1 failed.');
  });

  it('asks for no PIN when the definition is wrong, and says what is', async () => {
    const { code, lines: written } = await lines({ task: 'stamp', files: '*.xml' });
    assert.equal(code, 2);
    assert.match(written[0] ?? '', /“task” has to be “validate” or “sign”/);
    assert.deepEqual([user.boxes, user.choices], [[], []]);
  });

  it('ends as stopped when the user keeps the PIN to themselves', async () => {
    user.willPick('').willLeave();
    const { code } = await lines({ task: 'sign', files: glob('a.xml') });
    assert.equal(code, 130);
    assert.ok(!(await readdir(folder)).includes('a.signed.xml'));
  });
});
