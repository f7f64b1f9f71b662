import type { Drawn } from '../frame.ts';
import type { View } from '../view.ts';
import * as codes from './code.ts';
import { details, renew } from './details.ts';
import { menu } from './menu.ts';
import * as open from './open.ts';
import { forgotten, password } from './password.ts';
import { revoke } from './revoke.ts';
import { secrets } from './secrets.ts';
import { unlock } from './unlock.ts';

/** The screen that the host wants shown. */
export function drawScreen(view: View): Drawn {
  const { screen } = view.state;
  switch (screen.kind) {
    case 'home':
      return open.home(view, screen);
    case 'online-services':
      return open.onlineServices(view);
    case 'verification':
      return open.verification(view);
    case 'password':
      return password(view, screen);
    case 'forgotten':
      return forgotten(view, screen);
    case 'phone':
      return codes.phone(view, screen);
    case 'code':
      return codes.code(view, screen);
    case 'new-word':
      return codes.newWord(view, screen);
    case 'signature':
      return codes.signature(view, screen);
    case 'menu':
      return menu(view, screen);
    case 'revoke':
      return revoke(view, screen);
    case 'renew':
      return renew(view, screen);
    case 'details':
      return details(view, screen);
    case 'secrets':
      return secrets(view, screen);
    case 'unlock':
      return unlock(view, screen);
    case 'real-card':
      return open.realCard(view, screen);
    case 'unavailable':
      return open.unavailable(view, screen);
  }
}
