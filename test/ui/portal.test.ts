import { certificates } from './portal/certificates.ts';
import { defineWalk } from './portal/defineWalk.ts';
import { guide } from './portal/guide.ts';
import { otherWays } from './portal/otherWays.ts';
import { secrets } from './portal/secrets.ts';
import { unlock } from './portal/unlock.ts';

const parts = [guide, certificates, secrets, unlock, otherWays];

defineWalk(
  'The portal in VS Code by mouse: dark',
  { name: 'dark', language: 'en', theme: 'Default Dark Modern', hand: 'mouse' },
  parts,
);
defineWalk(
  'The portal in VS Code by keyboard: light',
  { name: 'light', language: 'tr', theme: 'Default Light Modern', hand: 'keyboard' },
  parts,
);
