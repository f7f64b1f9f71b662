import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { CardsState } from '../../card/cardState.ts';
import type { CardServices } from '../../card/services.ts';
import type { CommandId } from '../../contributions.ts';
import { DisposableStore, type Disposable } from '../../disposable.ts';
import { describingOnce } from '../explorer/describeCertificates.ts';
import { tooltipMarkdown } from '../explorer/treeItem.ts';
import type { LateServices } from '../lateServices.ts';
import { onSettingChange, setting } from '../settings.ts';
import { expiryWords } from './expiryWords.ts';
import { type Expiring, soonestExpiring } from './soonestExpiring.ts';

/** The text counts days. */
const REDRAW_MS = 60 * 60 * 1000;

const backgrounds = {
  error: 'statusBarItem.errorBackground',
  warning: 'statusBarItem.warningBackground',
};

/**
 * The end of the signing certificate that ends first, in the status bar. It comes into being with
 * the first card of the session, and is hidden while no card has such a certificate.
 */
export class ExpiryItem implements Disposable {
  readonly #disposables = new DisposableStore();
  #item: vscode.StatusBarItem | undefined;
  #soonest: Expiring | undefined;

  constructor(late: LateServices) {
    this.#disposables.add(late.onDidBuild((services) => this.#follow(services)));
  }

  /** What it says; undefined while it is not there. */
  get shown(): vscode.StatusBarItem | undefined {
    return this.#isWanted() ? this.#item : undefined;
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #follow({ cards, describeCertificate }: CardServices): void {
    const describe = describingOnce(describeCertificate);
    const find = (state: CardsState): void => {
      this.#soonest = soonestExpiring(state, describe);
      this.#draw();
    };
    this.#disposables.add(cards.onDidChange(find));
    const settings = ['maliMuhur.statusBar.enabled', 'maliMuhur.certificates.warnDays'] as const;
    this.#disposables.add(onSettingChange(settings, () => this.#draw()));
    const redraw = setInterval(() => this.#draw(), REDRAW_MS);
    this.#disposables.add({ dispose: () => clearInterval(redraw) });
    find(cards.state);
  }

  #isWanted(): boolean {
    return this.#soonest !== undefined && setting('maliMuhur.statusBar.enabled');
  }

  #draw(): void {
    if (this.#soonest === undefined || !this.#isWanted()) {
      this.#item?.hide();
      return;
    }
    const today = { now: new Date(), warnDays: setting('maliMuhur.certificates.warnDays') };
    const { text, spoken, tooltip, alarm } = expiryWords(this.#soonest.description, today);
    this.#item ??= this.#create();
    this.#item.text = text;
    this.#item.tooltip = tooltipMarkdown(tooltip);
    this.#item.accessibilityInformation = { label: spoken };
    this.#item.backgroundColor = alarm && new vscode.ThemeColor(backgrounds[alarm]);
    this.#item.show();
  }

  #create(): vscode.StatusBarItem {
    const { Right } = vscode.StatusBarAlignment;
    const item = this.#disposables.add(
      vscode.window.createStatusBarItem('certificateExpiry', Right),
    );
    const command: CommandId = 'maliMuhur.certificate.revealExpiring';
    item.command = command;
    item.name = l10n.t('Mali Mühür: End of the Signing Certificate');
    return item;
  }
}
