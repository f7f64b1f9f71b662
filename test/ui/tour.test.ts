import { join } from 'node:path';
import { linkExtensions } from '../../scripts/lib/install.mjs';
import { defineTour } from './support/tour.ts';

const root = join(import.meta.dirname, '../..');

function install(state: string): void {
  linkExtensions(join(state, 'extensions'), [root]);
}

defineTour({ name: 'dark', language: 'en', theme: 'Default Dark Modern', install });
defineTour({ name: 'light', language: 'tr', theme: 'Default Light Modern', install });
defineTour({ name: 'high-contrast', language: 'tr', theme: 'Default High Contrast', install });
