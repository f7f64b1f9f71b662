import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';

/** What keeps the simulator from running. */
export const simulatorErrors: Explanations<Family<'simulator'>> = {
  'simulator/in-use': ({ directory, pid }) => ({
    what: l10n.t('Another simulator already serves this data: “{0}”.', directory),
    meaning:
      pid === null
        ? l10n.t('Data has one simulator at a time.')
        : l10n.t('Data has one simulator at a time; at the moment it is process {0}.', pid),
    advice: l10n.t('Stop that one, or give another folder with --data.'),
  }),
  'simulator/port-taken': ({ port, kept }) =>
    kept
      ? {
          what: l10n.t('Another program uses port {0}, which belongs to this data.', port),
          meaning: l10n.t(
            'The certificates carry the address, so the simulator does not move to another port by itself.',
          ),
          advice: l10n.t('Stop that program, or begin with an empty folder: --data.'),
        }
      : {
          what: l10n.t('Port {0} is not free.', port),
          meaning: l10n.t('The simulator did not start. Its data has no port yet.'),
          advice: l10n.t('Stop the program that uses it, choose another --port, or leave it out.'),
        },
  'simulator/other-port': ({ port }) => ({
    what: l10n.t('This data already belongs to port {0}.', port),
    meaning: l10n.t('Its certificates carry that address, so it cannot move.'),
    advice: l10n.t('Leave --port out, or begin with an empty folder: --data.'),
  }),
  'simulator/newer': ({ directory, version, known }) => ({
    what: l10n.t('This data was written by a newer version: “{0}”.', directory),
    meaning: l10n.t(
      'Its format is {0}, and {1} is the newest one known here. Nothing was changed.',
      version,
      known,
    ),
    advice: l10n.t('Update Mali Mühür, or give another folder with --data.'),
  }),
  'simulator/storage': ({ path, reason }) => ({
    what: l10n.t('The simulator cannot read or write its data: “{0}”.', path),
    meaning: l10n.t('What was answered before is kept.'),
    advice: l10n.t('Check that the disk has free space and that the folder belongs to you.'),
    detail: reason,
  }),
  'simulator/damaged': ({ path, reason }) => ({
    what: l10n.t('The database of the simulator is damaged: “{0}”.', path),
    meaning: l10n.t('Nothing in it was changed, and the cards beside it are whole.'),
    advice: l10n.t('Put a copy of the folder back, or give another folder with --data.'),
    detail: reason,
  }),
  'simulator/no-sqlite': () => ({
    what: l10n.t('This Node has no SQLite, which the simulator needs.'),
    meaning: l10n.t('It is part of Node 22.13 and later.'),
    advice: l10n.t('Start it with such a Node.'),
  }),
  'simulator/not-started': ({ reason }) => ({
    what: l10n.t('The simulator did not start.'),
    meaning: l10n.t('Its process ended before it was ready.'),
    advice: l10n.t('Look at the log, then try again.'),
    detail: reason,
  }),
};
