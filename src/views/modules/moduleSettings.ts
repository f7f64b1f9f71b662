import type * as vscode from 'vscode';
import type { CardServices } from '../../card/services.ts';
import type { Disposable } from '../../disposable.ts';
import { DisposableStore } from '../../disposable.ts';
import type { LateServices } from '../lateServices.ts';
import { onSettingChange, setting } from '../settings.ts';
import { ChosenWays } from './chosenWays.ts';

/**
 * Keeps to the settings which PKCS#11 modules are used, and to what the user chose on which way each
 * card is reached. It does nothing before somebody needs cards.
 */
export function followModuleSettings(
  late: LateServices,
  memento: vscode.Memento,
): Disposable & { readonly ways: ChosenWays } {
  const store = new DisposableStore();
  const ways = new ChosenWays(memento);
  store.add(
    late.onDidBuild((services) => {
      for (const [serial, way] of ways.all) services.cards.chooseWay(serial, way);
      const use = (): void => void useModules(services);
      use();
      store.add(onSettingChange(['maliMuhur.pkcs11.modules'], use));
    }),
  );
  return { ways, dispose: () => store.dispose() };
}

/** AKİS where it is installed, and what the setting names. */
async function useModules({ cards, findKnownModules }: CardServices): Promise<void> {
  const akis = (await findKnownModules()).filter(({ isAkis }) => isAkis);
  cards.useModules([...akis.map(({ path }) => path), ...setting('maliMuhur.pkcs11.modules')]);
}
