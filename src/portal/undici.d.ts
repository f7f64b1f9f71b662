/**
 * Undici by submodule: its main module replaces the process-wide dispatcher when it is loaded, and
 * with it the proxy of VS Code's own `fetch`.
 */
declare module 'undici/lib/dispatcher/agent.js' {
  import { Agent } from 'undici';
  // eslint-disable-next-line no-restricted-syntax -- that is how undici exports it
  export default Agent;
}
