import type * as vscode from 'vscode';

const KEY = 'cards.ways';

/** On which way each card is reached, as the user chose it; kept on this computer. */
export class ChosenWays {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Serial numbers and ways: the path of a module, or `BY_APDU`. */
  get all(): readonly (readonly [serial: string, way: string])[] {
    const kept = this.#memento.get<unknown>(KEY);
    if (typeof kept !== 'object' || kept === null) return [];
    return Object.entries(kept).flatMap(([serial, way]) =>
      typeof way === 'string' ? [[serial, way] as const] : [],
    );
  }

  async keep(serial: string, way: string): Promise<void> {
    await this.#memento.update(KEY, { ...Object.fromEntries(this.all), [serial]: way });
  }
}
