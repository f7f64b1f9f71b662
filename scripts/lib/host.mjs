/**
 * A real VS Code, served to the browser on the loopback network.
 *
 * `npm start`, the tests inside VS Code and the measurements all start it here.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { codeServerProgram } from './codeServer.mjs';
import { capture } from './run.mjs';

/** How VS Code is set unless its folder has settings already: quiet, and asking nothing online. */
const settings = {
  'workbench.startupEditor': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.openRepositoryInParentFolders': 'never',
};

/** See host.d.mts. */
export async function startHost(options) {
  const { state, node = process.execPath, settleSeconds = 30 } = options;
  const port = await freePort(options.port ?? 0);
  const origin = `http://127.0.0.1:${port}`;
  const args = [
    ...commonArguments(state),
    '--auth',
    'none',
    '--bind-addr',
    `127.0.0.1:${port}`,
    '--disable-telemetry',
    '--disable-update-check',
    '--disable-workspace-trust',
    '--disable-getting-started-override',
    '--ignore-last-opened',
    ...(options.testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ...(options.folder ? [options.folder] : []),
  ];
  // A group of its own, because the entry point forks the server and the extension hosts.
  const child = spawn(node, args, {
    env: { ...environment(state, options.ownHome ?? true), ...options.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (data) => (output = (output + data).slice(-3000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise((resolve) => child.once('close', resolve));
  endWithUs(child);

  const host = {
    origin,
    output: () => output,
    ended,
    stop: () => stopGroup(child, ended),
  };
  if (!(await answers(`${origin}/healthz`, child, settleSeconds))) {
    await host.stop();
    throw new Error(`VS Code did not start within ${settleSeconds} s. It last printed:\n${output}`);
  }
  return host;
}

/** See host.d.mts. */
export async function installVsix({ state, vsix, node = process.execPath }) {
  const args = [...commonArguments(state), '--install-extension', vsix];
  const { code, output } = await capture(node, args, { env: environment(state, true) });
  if (code !== 0) throw new Error(`${vsix} could not be installed:\n${output}`);
}

/** See host.d.mts. */
export function pageAddress(origin, { folder, extension, tests, env } = {}) {
  const remote = (path) => `vscode-remote://${new URL(origin).host}${path}`;
  const payload = [
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(env ? [['extensionEnvironment', JSON.stringify(env)]] : []),
  ];
  const address = new URL(origin);
  if (folder) address.searchParams.set('folder', folder);
  if (payload.length > 0) address.searchParams.set('payload', JSON.stringify(payload));
  return address.href;
}

/** See host.d.mts. */
export function prepareState(state) {
  const user = join(state, 'user-data', 'User');
  const userSettings = join(user, 'settings.json');
  mkdirSync(user, { recursive: true });
  mkdirSync(join(state, 'extensions'), { recursive: true });
  if (!existsSync(userSettings)) writeFileSync(userSettings, JSON.stringify(settings, null, 2));
}

/** The first arguments of every call, and the folders and files they name. */
function commonArguments(state) {
  prepareState(state);
  // Without a file of its own, code-server writes one into the user's home.
  const config = join(state, 'code-server.yaml');
  writeFileSync(config, '{}\n');
  return [
    codeServerProgram(),
    '--config',
    config,
    '--user-data-dir',
    join(state, 'user-data'),
    '--extensions-dir',
    join(state, 'extensions'),
  ];
}

function environment(state, ownHome) {
  const env = { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}' };
  // Set in a terminal of VS Code; the server would talk to that window instead of starting.
  delete env.VSCODE_IPC_HOOK_CLI;
  if (!ownHome) return env;
  const homes = {
    HOME: 'home',
    XDG_CONFIG_HOME: 'home/config',
    XDG_DATA_HOME: 'home/data',
    XDG_CACHE_HOME: 'home/cache',
    XDG_STATE_HOME: 'home/state',
    XDG_RUNTIME_DIR: 'run',
    TMPDIR: 'tmp',
  };
  for (const [name, folder] of Object.entries(homes)) {
    env[name] = join(state, folder);
    mkdirSync(env[name], { recursive: true, mode: 0o700 });
  }
  return env;
}

/** @param wanted 0: any; rejects when that one is taken, or another server would answer for ours */
function freePort(wanted) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Waits until the address answers; false when the program ended or the time is over. */
async function answers(address, child, seconds) {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end && child.exitCode === null) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return true;
    await pause(100);
  }
  return false;
}

/** A group of its own does not hear Ctrl+C, nor does it notice that we are gone. */
function endWithUs(child) {
  const kill = () => signalGroup(child, 'SIGTERM');
  process.once('exit', kill);
  child.once('close', () => process.removeListener('exit', kill));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit());
}

async function stopGroup(child, ended) {
  signalGroup(child, 'SIGTERM');
  const late = setTimeout(() => signalGroup(child, 'SIGKILL'), 5000);
  await ended;
  clearTimeout(late);
}

function signalGroup(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
