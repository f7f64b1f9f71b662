/*
 * The rival of `sign-repeat`: signs the standard input COUNT times with the first private key of a
 * PKCS#11 module, in one session after one login, and prints the nanoseconds for each signature.
 *
 * usage: signRepeat MODULE PIN COUNT
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef unsigned long CK_ULONG;
typedef struct { CK_ULONG type; void *value; CK_ULONG length; } CK_ATTRIBUTE;
typedef struct { CK_ULONG mechanism; void *parameter; CK_ULONG length; } CK_MECHANISM;

#define CKF_SERIAL_SESSION 4UL
#define CKU_USER 1UL
#define CKA_CLASS 0UL
#define CKO_PRIVATE_KEY 3UL
#define CKM_SHA256_RSA_PKCS 0x40UL

static void *module;

static void *function(const char *name) {
  void *found = dlsym(module, name);
  if (found == NULL) { fprintf(stderr, "no %s\n", name); exit(2); }
  return found;
}

static void check(const char *what, CK_ULONG result) {
  if (result != 0) { fprintf(stderr, "%s: 0x%lx\n", what, result); exit(1); }
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  module = dlopen(argv[1], RTLD_NOW);
  if (module == NULL) { fprintf(stderr, "%s\n", dlerror()); return 2; }
  CK_ULONG (*initialize)(void *) = function("C_Initialize");
  CK_ULONG (*slotList)(unsigned char, CK_ULONG *, CK_ULONG *) = function("C_GetSlotList");
  CK_ULONG (*openSession)(CK_ULONG, CK_ULONG, void *, void *, CK_ULONG *) = function("C_OpenSession");
  CK_ULONG (*login)(CK_ULONG, CK_ULONG, char *, CK_ULONG) = function("C_Login");
  CK_ULONG (*findInit)(CK_ULONG, CK_ATTRIBUTE *, CK_ULONG) = function("C_FindObjectsInit");
  CK_ULONG (*find)(CK_ULONG, CK_ULONG *, CK_ULONG, CK_ULONG *) = function("C_FindObjects");
  CK_ULONG (*findFinal)(CK_ULONG) = function("C_FindObjectsFinal");
  CK_ULONG (*signInit)(CK_ULONG, CK_MECHANISM *, CK_ULONG) = function("C_SignInit");
  CK_ULONG (*sign)(CK_ULONG, unsigned char *, CK_ULONG, unsigned char *, CK_ULONG *) = function("C_Sign");

  unsigned char data[4096];
  CK_ULONG length = fread(data, 1, sizeof data, stdin);
  CK_ULONG slots[16], count = 16, session, key, found;
  CK_ULONG class = CKO_PRIVATE_KEY;
  CK_ATTRIBUTE wanted = { CKA_CLASS, &class, sizeof class };
  check("C_Initialize", initialize(NULL));
  check("C_GetSlotList", slotList(1, slots, &count));
  if (count == 0) { fprintf(stderr, "no token\n"); return 1; }
  check("C_OpenSession", openSession(slots[0], CKF_SERIAL_SESSION, NULL, NULL, &session));
  check("C_Login", login(session, CKU_USER, argv[2], strlen(argv[2])));
  check("C_FindObjectsInit", findInit(session, &wanted, 1));
  check("C_FindObjects", find(session, &key, 1, &found));
  check("C_FindObjectsFinal", findFinal(session));
  if (found == 0) { fprintf(stderr, "no private key\n"); return 1; }

  struct timespec start, end;
  long repeat = atol(argv[3]);
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (long i = 0; i < repeat; i++) {
    CK_MECHANISM mechanism = { CKM_SHA256_RSA_PKCS, NULL, 0 };
    unsigned char signature[1024];
    CK_ULONG size = sizeof signature;
    check("C_SignInit", signInit(session, &mechanism, key));
    check("C_Sign", sign(session, data, length, signature, &size));
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double elapsed = (end.tv_sec - start.tv_sec) * 1e9 + (end.tv_nsec - start.tv_nsec);
  printf("%.0f\n", elapsed / repeat);
  return 0;
}
