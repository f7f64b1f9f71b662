/**
 * Undici by submodule: its main module replaces the process-wide dispatcher when it is loaded, and
 * with it the proxy of VS Code's own `fetch`.
 */
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici';
  // eslint-disable-next-line no-restricted-syntax -- that is how undici exports it
  export default Agent;
}

declare module 'undici/lib/dispatcher/env-http-proxy-agent.js' {
  import { EnvHttpProxyAgent } from 'undici';
  // eslint-disable-next-line no-restricted-syntax -- that is how undici exports it
  export default EnvHttpProxyAgent;
}

declare module 'undici/lib/api/api-request.js' {
  import type { Dispatcher } from 'undici';
  function request(
    this: Dispatcher,
    options: Dispatcher.RequestOptions,
  ): Promise<Dispatcher.ResponseData>;
  // eslint-disable-next-line no-restricted-syntax -- that is how undici exports it
  export default request;
}
