import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { MuhurError } from '../../errors.ts';
import type { Scenario } from '../../portal/contract/organisations.ts';
import { createOrganisation, scenario } from '../../portal/contract/organisations.ts';
import * as contract from '../../portal/contract/testSuite.ts';
import { formatMoment } from '../../text/language.ts';
import { scenarioDescription, scenarioText } from '../../text/portalWords.ts';
import { confirm } from '../confirm.ts';
import { pick } from '../pick.ts';
import type { PortalServer } from './portalServer.ts';
import { testApi } from './testApi.ts';

/** What is done to the simulator from the palette. */

export async function startSimulator(server: PortalServer): Promise<void> {
  const { client } = await testApi(server);
  confirm(l10n.t('The simulator runs at {0}', client.baseUrl));
}

export async function stopSimulator(server: PortalServer): Promise<void> {
  const hasRun = await server.stop();
  confirm(
    hasRun
      ? l10n.t('The simulator has stopped. Its data is kept.')
      : l10n.t('No simulator is running.'),
  );
}

/** Reset Simulator: asks, because organisations and their certificates go. */
export async function resetSimulator(server: PortalServer): Promise<void> {
  const { client, token } = await testApi(server);
  const proceed = l10n.t('Reset');
  const answer = await vscode.window.showWarningMessage(
    l10n.t('Put the simulator back to its first state?'),
    {
      modal: true,
      detail: l10n.t(
        'Organisations, sessions and changes since the first start are gone; its certification authorities stay.',
      ),
    },
    proceed,
  );
  if (answer !== proceed) throw new MuhurError('cancelled', {});
  const { cardsInUse } = await client.call(contract.resetSimulator, {}, { token });
  server.wasReset();
  confirm(
    cardsInUse.length === 0
      ? l10n.t('The simulator is as new.')
      : l10n.t('The simulator is as new; cards in a reader were left as they are.'),
  );
}

const DAY = 86_400;

/** Move Simulator Clock. */
export async function moveSimulatorClock(server: PortalServer): Promise<void> {
  const { client, token } = await testApi(server);
  const seconds = await pick<number | null | 'ask'>(
    [
      { label: l10n.t('One Hour Ahead'), value: 3600 },
      { label: l10n.t('One Day Ahead'), value: DAY },
      { label: l10n.t('30 Days Ahead'), value: 30 * DAY },
      { label: l10n.t('One Year Ahead'), value: 365 * DAY },
      { label: l10n.t('To a Certain Day…'), value: 'ask' },
      { label: l10n.t('Back to the Time of This Computer'), value: null },
    ],
    l10n.t('Move Simulator Clock'),
  );
  const { now } =
    seconds === null
      ? await client.call(contract.resetClock, {}, { token })
      : await client.call(
          contract.moveClock,
          { body: seconds === 'ask' ? { now: await askDay() } : { moveSeconds: seconds } },
          { token },
        );
  server.wasChanged();
  confirm(l10n.t('The simulator’s time is {0}', formatMoment(new Date(now))));
}

async function askDay(): Promise<string> {
  const isDay = (text: string): boolean =>
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  const text = await vscode.window.showInputBox({
    title: l10n.t('Move Simulator Clock'),
    prompt: l10n.t('The day, as 2027-05-31.'),
    validateInput: (value) => (isDay(value) ? undefined : l10n.t('Write the day as 2027-05-31.')),
  });
  if (text === undefined) throw new MuhurError('cancelled', {});
  return new Date(`${text}T09:00:00Z`).toISOString();
}

/** New Test Organisation: one with a seal as it is delivered. */
export async function newOrganisation(server: PortalServer): Promise<void> {
  await addOrganisation(server, 'delivered');
}

/** Load Scenario: an organisation whose seal is in a certain state. */
export async function loadScenario(server: PortalServer): Promise<void> {
  const choices = scenario.options.map((value) => ({
    label: scenarioText(value),
    description: scenarioDescription(value),
    value,
  }));
  await addOrganisation(server, await pick(choices, l10n.t('Load Scenario')));
}

async function addOrganisation(server: PortalServer, chosen: Scenario): Promise<void> {
  const { client, token } = await testApi(server);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Creating a test organisation and its cards…'),
  };
  const created = await vscode.window.withProgress(options, () =>
    client.call(createOrganisation, { body: { scenario: chosen } }, { token }),
  );
  server.wasChanged();
  const copy = l10n.t('Copy Security Word');
  const message = l10n.t(
    '{0}: Vergi Kimlik No {1}, phone {2}.',
    created.tradeName,
    created.vkn,
    created.phone,
  );
  // Returns before the user has read it: the command is done.
  void vscode.window.showInformationMessage(message, copy).then((pressed) => {
    if (pressed === copy) void vscode.env.clipboard.writeText(created.securityWord ?? '');
  });
}

export async function copyAddress(server: PortalServer): Promise<void> {
  const { client } = await server.connect();
  await vscode.env.clipboard.writeText(client.baseUrl);
  confirm(l10n.t('Copied: {0}', client.baseUrl));
}
