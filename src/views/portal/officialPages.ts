import * as vscode from 'vscode';
import type { OfficialPage } from './flow/ports.ts';

/**
 * Kamu SM's own pages, opened in the system's browser and never talked to by us. The drivers are in
 * the menu Sürücü of the first.
 */
const PAGES: Readonly<Record<OfficialPage, string>> = {
  drivers: 'http://www.kamusm.gov.tr',
  'old-portal': 'http://www.kamusm.gov.tr',
  'new-portal': 'https://onlineislemler.kamusm.gov.tr/landing',
};

export async function openOfficial(page: OfficialPage): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(PAGES[page], true));
}
