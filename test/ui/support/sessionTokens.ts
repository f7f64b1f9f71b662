import type { Page } from 'playwright-core';

/** As the extension hands it to VS Code to keep. */
const KEPT = /http:\/\/127\.0\.0\.1:\d+ ([\w-]{43})/g;

/** Learns the tokens of the portal's sessions from what VS Code's window and its server say. */
export class SessionTokens {
  readonly #tokens = new Set<string>();

  readonly watch = (page: Page): void => {
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => {
        for (const [, token] of payload.toString('latin1').matchAll(KEPT)) {
          if (token !== undefined) this.#tokens.add(token);
        }
      });
    });
  };

  get all(): readonly string[] {
    return [...this.#tokens];
  }
}
