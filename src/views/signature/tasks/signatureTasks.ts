import * as vscode from 'vscode';
import { taskType } from '../../../contributions.ts';
import { DisposableStore, type Disposable } from '../../../disposable.ts';
import type { SignatureFeature } from '../signatureFeature.ts';

/** Tasks that validate or sign files; what they do loads when one runs. */
export class SignatureTasks implements vscode.TaskProvider, Disposable {
  readonly #signatures: SignatureFeature;
  readonly #store = new DisposableStore();

  constructor(signatures: SignatureFeature) {
    this.#signatures = signatures;
    this.#store.add(vscode.tasks.registerTaskProvider(taskType, this));
  }

  /** Those that need no tasks.json. */
  provideTasks(): vscode.Task[] {
    return (['validate', 'sign'] as const).map((task) => {
      const definition = { type: taskType, task, files: '**/*.xml' };
      return this.#task(definition, vscode.TaskScope.Workspace, task);
    });
  }

  resolveTask({ definition, scope, name }: vscode.Task): vscode.Task {
    return this.#task(definition, scope ?? vscode.TaskScope.Workspace, name);
  }

  dispose(): void {
    this.#store.dispose();
  }

  #task(
    definition: vscode.TaskDefinition,
    scope: vscode.WorkspaceFolder | vscode.TaskScope,
    name: string,
  ): vscode.Task {
    const folder = typeof scope === 'object' ? scope : undefined;
    const run = new vscode.CustomExecution(async (resolved) => {
      const host = await this.#signatures.get();
      return host.taskTerminal(resolved, folder);
    });
    return new vscode.Task(definition, scope, name, 'Mali Mühür', run, `$${taskType}`);
  }
}
