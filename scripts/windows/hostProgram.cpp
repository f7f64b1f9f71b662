// An addon takes Node-API from "node.exe", which Windows would look for as a file of that name. It is
// the program that runs us, whatever its name: in VS Code it is Code.exe. So node.exe is bound late
// (delay-loaded), and this hook says what it is.
#include <windows.h>

#include <delayimp.h>
#include <string.h>

static FARPROC WINAPI hostProgram(unsigned event, PDelayLoadInfo info) {
  if (event != dliNotePreLoadLibrary || _stricmp(info->szDll, "node.exe") != 0) return nullptr;
  return reinterpret_cast<FARPROC>(GetModuleHandleW(nullptr));
}

PfnDliHook __pfnDliNotifyHook2 = hostProgram;
