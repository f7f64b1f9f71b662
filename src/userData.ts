import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where this program keeps what belongs to the user and is no setting: on Linux after the XDG Base
 * Directory Specification, elsewhere where the system wants it.
 */
export function userDataDirectory(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home = homedir(),
): string {
  return join(dataHome(platform, env, home), 'mali-muhur');
}

function dataHome(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  const xdg = env['XDG_DATA_HOME'];
  // The specification says to ignore a relative path.
  return xdg?.startsWith('/') === true ? xdg : join(home, '.local', 'share');
}
