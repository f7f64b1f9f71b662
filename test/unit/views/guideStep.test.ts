import assert from 'node:assert/strict';
import type { GuideStep } from '../../../src/contributions.ts';
import { guideStep } from '../../../src/views/portal/guideStep.ts';
import type { ScreenKind } from '../../../src/views/portal/protocol/screens.ts';
import { aScreen, screens, stateOf } from '../../ui/support/pageStates.ts';

/** The step that somebody has done who sees the first screen of the kind. */
const expected: Readonly<Record<ScreenKind, GuideStep>> = {
  home: 0,
  'online-services': 0,
  verification: 3,
  password: 4,
  phone: 4,
  code: 4,
  signature: 4,
  forgotten: 4,
  'new-word': 4,
  menu: 5,
  revoke: 5,
  renew: 5,
  details: 5,
  secrets: 6,
  unlock: 5,
  'real-card': 0,
  unavailable: 0,
};

describe('The step of the guide', () => {
  it('is that of the screen', () => {
    for (const [kind, [screen]] of Object.entries(screens())) {
      assert.ok(screen);
      assert.equal(guideStep(stateOf(screen)), expected[kind as ScreenKind], kind);
    }
  });

  it('is the sign-in for whoever is signed in, on other screens too', () => {
    const { session } = stateOf(aScreen('menu'));
    for (const kind of ['home', 'password', 'unavailable'] as const)
      assert.equal(guideStep(stateOf(aScreen(kind), { session })), 5, kind);
  });

  it('is past the warnings only while the PIN is shown', () => {
    const [hidden, shown] = screens().secrets;
    assert.ok(hidden && shown);
    assert.equal(guideStep(stateOf(hidden)), 6);
    assert.equal(guideStep(stateOf(shown)), 7);
  });
});
