import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Route, RouteAnswer, RouteInput } from '../../../src/portal/contract/route.ts';
import type {
  Scenario,
  TestOrganisationRecord,
} from '../../../src/portal/contract/organisations.ts';
import { createOrganisation } from '../../../src/portal/contract/organisations.ts';
import { readMessages } from '../../../src/portal/contract/testSuite.ts';
import type { CertificateState } from '../../../src/views/portal/protocol/screens.ts';
import { access, inTree, run, services } from './access.ts';
import type { PlayedPanel, PlayedPanels } from './playedPanel.ts';

/** The portal inside the extension that is tested. */
export async function portal() {
  return (await access()).portal.get();
}

/** Calls the simulator of the window with the token of the test suite. */
export async function onSimulator<R extends Route>(
  route: R,
  input: RouteInput<R>,
): Promise<RouteAnswer<R>> {
  const { client, testToken: token } = await (await portal()).server.connect();
  assert.ok(token, 'the portal is another server than the simulator');
  return client.call(route, input, { token });
}

export async function newOrganisation(scenario: Scenario): Promise<TestOrganisationRecord> {
  return onSimulator(createOrganisation, { body: { scenario } });
}

/** Open Portal, with a page that is ready. */
export async function openPortal(panels: PlayedPanels): Promise<PlayedPanel> {
  await run('maliMuhur.portal.open');
  const panel = panels.open;
  panel.ready();
  return panel;
}

/** Şifreli Giriş by the page, from wherever it is to wherever it leads. */
export async function signIn(
  panel: PlayedPanel,
  { vkn, securityWord }: Pick<TestOrganisationRecord, 'vkn' | 'securityWord'>,
): Promise<void> {
  await panel.does({ kind: 'go', to: 'password' });
  await panel.does({ kind: 'tell-picture' });
  const picture = panel.at('password').captcha.told ?? '';
  await panel.does({ kind: 'sign-in', vkn, picture, word: securityWord ?? '' });
  await panel.does({ kind: 'send-code' });
  const { messages } = await onSimulator(readMessages, { query: { vkn } });
  await panel.does({ kind: 'enter-code', code: messages.at(-1)?.code ?? '' });
}

/** The seal of an organisation, in a reader of this window. */
export async function insertSeal(
  organisation: TestOrganisationRecord,
): Promise<TestOrganisationRecord['cards'][number]> {
  const seal = organisation.cards.find(({ profile }) => profile === 'mali-muhur');
  assert.ok(seal);
  const { virtualCards } = await services();
  await virtualCards.insert(seal.name);
  await inTree(`card ${seal.serial}`, (roots) =>
    roots.some(({ children }) =>
      children.some((row) => row.kind === 'card' && row.card.serial === seal.serial),
    )
      ? true
      : undefined,
  );
  return seal;
}

/** Waits until the explorer shows what the portal says of that certificate. */
export async function rowWithState(serialNumber: string, state: CertificateState | null) {
  return inTree(`certificate ${serialNumber}, ${state ?? 'of which nothing is known'}`, (roots) => {
    const rows = roots.flatMap(({ children }) => children.flatMap((card) => card.children));
    const row = rows
      .filter((each) => each.kind === 'certificate')
      .find(({ details }) => details.serialNumber === serialNumber);
    const [, shown = null] = /:portal-(.*)$/.exec(row?.context ?? '') ?? [];
    return row !== undefined && shown === state ? row : undefined;
  });
}

/** Sets the address of the portal, and waits until that has taken effect. */
export async function usePortal(url: string | undefined): Promise<void> {
  const { server } = await portal();
  const reset = new Promise<void>((resolve) => {
    const listening = server.onDidReset(() => {
      listening.dispose();
      resolve();
    });
  });
  const settings = vscode.workspace.getConfiguration();
  await settings.update('maliMuhur.portal.url', url, vscode.ConfigurationTarget.Global);
  await reset;
}
