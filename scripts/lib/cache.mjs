/** The folder for tools that are fetched once and are no part of the sources. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

function base() {
  if (process.env.XDG_CACHE_HOME) return process.env.XDG_CACHE_HOME;
  if (process.platform === 'win32' && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return join(homedir(), '.cache');
}

export const cache = join(base(), 'mali-muhur');

/**
 * The folder `name` of the cache; `install` fills it the first time. It is filled beside its place
 * and renamed, so that a folder which exists is complete, whatever interrupted an earlier set-up.
 */
export async function cached(name, install) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  await locked(name, async () => {
    if (existsSync(folder)) return;
    const draft = `${folder}.part`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft);
    await install(draft);
    renameSync(draft, folder);
  });
  return folder;
}

/** Runs `action` while no other set-up on this machine runs one of the same name. */
export async function locked(name, action) {
  mkdirSync(cache, { recursive: true });
  const lock = join(cache, `${name}.lock`);
  while (!take(lock)) await pause(300);
  try {
    return await action();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!ownerLives(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function ownerLives(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    // A lock without a number is one whose owner is just writing it.
    if (owner) process.kill(owner, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
