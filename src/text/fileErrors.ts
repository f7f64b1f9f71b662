import * as l10n from '@vscode/l10n';
import type { Explanations, Family } from './explanation.ts';

/** What goes wrong with a file that the user chose. */
export const fileErrors: Explanations<Family<'file'>> = {
  'file/read-only': ({ path }) => ({
    what: l10n.t('The file cannot be written: “{0}”.', path),
    meaning: l10n.t('The file or its folder is read-only, or it does not belong to you.'),
    advice: l10n.t('Choose another folder.'),
  }),
  'file/not-written': ({ path, reason }) => ({
    what: l10n.t('The file cannot be written: “{0}”.', path),
    meaning: l10n.t('The folder may not exist, or the disk may be full.'),
    advice: l10n.t('Choose another folder; the log has the details.'),
    remedy: 'show-log',
    detail: reason,
  }),
  'file/not-found': ({ path }) => ({
    what: l10n.t('There is no file “{0}”.', path),
    meaning: l10n.t('It may be named differently, or be in another folder.'),
    advice: l10n.t('Check the name and the folder.'),
  }),
  'file/no-access': ({ path }) => ({
    what: l10n.t('The file may not be read: “{0}”.', path),
    meaning: l10n.t('It belongs to another user, or its rights do not allow it.'),
    advice: l10n.t('Ask its owner for the right to read it, or copy it to a folder of your own.'),
  }),
  'file/folder': ({ path }) => ({
    what: l10n.t('This is a folder and not a file: “{0}”.', path),
    meaning: l10n.t('Folders are not searched.'),
    advice: l10n.t('Name the files in it.'),
  }),
  'file/not-read': ({ path, reason }) => ({
    what: l10n.t('The file cannot be read: “{0}”.', path),
    meaning: l10n.t('The disk or the network may be away.'),
    advice: l10n.t('Copy it to another place, then try again.'),
    detail: reason,
  }),
  'file/changed': ({ path }) => ({
    what: l10n.t('The file changed while it was read: “{0}”.', path),
    meaning: l10n.t('Another program is writing it, so nothing can be said about it.'),
    advice: l10n.t('Wait until it is written, then try again.'),
  }),
  'file/not-opened': () => ({
    what: l10n.t('No program of this computer opened the PDF.'),
    meaning: l10n.t('It does not stay on the disk.'),
    advice: l10n.t('Save it instead, and open it from there.'),
  }),
};
