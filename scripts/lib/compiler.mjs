import { existsSync } from 'node:fs';
import { onPath } from './run.mjs';

/** Whether native addons can be built here; elsewhere than on Linux only trying tells. */
export function hasCompiler() {
  if (process.platform !== 'linux') return true;
  return ['g++', 'make', 'python3'].every((program) => onPath(program));
}

/** Whether the PC/SC addon can be built too. */
export function hasPcscHeaders() {
  return process.platform !== 'linux' || existsSync('/usr/include/PCSC/winscard.h');
}

/** See compiler.d.mts. Where there are two, the other one has no threads in its C++ library. */
export function windowsCompiler() {
  return ['x86_64-w64-mingw32-g++-posix', 'x86_64-w64-mingw32-g++'].find((name) => onPath(name));
}
