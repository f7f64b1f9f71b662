import { access } from 'node:fs/promises';
import { join } from 'node:path';

/** A module that is known by the name of its file. */
export interface KnownModule {
  readonly path: string;
  /** Of the maker or project, for people. */
  readonly name: string;
  /** AKİS: the software of the card that a mali mühür is on. */
  readonly isAkis: boolean;
}

interface Family {
  readonly name: string;
  /** Without extension and, on Linux and macOS, without `lib`. */
  readonly files: readonly string[];
  readonly isAkis?: true;
}

/** Modules met in Turkey, and those of free software. */
const FAMILIES: readonly Family[] = [
  { name: 'AKİS', files: ['akisp11'], isAkis: true },
  { name: 'AKİS (TCKK)', files: ['tckkp11'], isAkis: true },
  { name: 'SafeNet eToken', files: ['etpkcs11', 'eTPKCS11', 'eToken'] },
  { name: 'SafeSign', files: ['aetpkss1', 'aetpkss'] },
  { name: 'Gemalto', files: ['gclib'] },
  { name: 'Thales IDPrime', files: ['idprimepkcs11', 'idprimepkcs1164'] },
  { name: 'Kobil', files: ['kpkcs11hash'] },
  { name: 'CardOS', files: ['cmp11'] },
  { name: 'NetID', files: ['iidp11'] },
  { name: 'T-Kart', files: ['siecap11'] },
  { name: 'Sefirot', files: ['pkcs11sfr'] },
  { name: 'DataKey', files: ['dkck201'] },
  { name: 'KeyCorp', files: ['spmp1132'] },
  { name: 'ACS', files: ['acospkcs11'] },
  { name: 'ATİK', files: ['atikKg_jni', 'uhsmpkcs11', 'uhsmpkcs11x64'] },
  { name: 'Dirak HSM', files: ['dirakp11-32', 'dirakp11-64'] },
  { name: 'Procenne HSM', files: ['procryptoki'] },
  { name: 'SafeNet Luna', files: ['cryptoki'] },
  { name: 'nCipher', files: ['cknfast', 'cknfast-64'] },
  { name: 'Utimaco', files: ['cs2_pkcs11', 'cs_pkcs11_R2'] },
  { name: 'AEP', files: ['bp201w32HSM'] },
  { name: 'OpenSC', files: ['opensc-pkcs11'] },
  { name: 'SoftHSM', files: ['softhsm2', 'softhsm2-x64'] },
];

/** Where the makers' installers put modules. */
const FOLDERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: [
    'C:\\Windows\\System32',
    'C:\\Program Files\\AKIS\\bin',
    'C:\\Program Files (x86)\\AKIS\\bin',
    'C:\\Program Files\\OpenSC Project\\OpenSC\\pkcs11',
    'C:\\SoftHSM2\\lib',
    'C:\\Windows\\SysWOW64',
  ],
  linux: [
    '/usr/lib',
    '/usr/lib64',
    '/usr/lib/x86_64-linux-gnu',
    '/usr/lib/aarch64-linux-gnu',
    '/usr/local/lib',
    '/opt/akis',
    '/opt/akis/lib',
    '/usr/lib/softhsm',
    '/usr/lib64/pkcs11',
  ],
  darwin: [
    '/usr/local/lib',
    '/Library/Akis',
    '/Library/Application Support/AKIS',
    '/Applications/AKIS.app/Contents/MacOS',
    '/opt/homebrew/lib',
    '/Library/OpenSC/lib',
  ],
};

const EXTENSIONS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  win32: ['.dll'],
  linux: ['.so'],
  darwin: ['.dylib', '.so'],
};

/** Every place where a known module may lie on that system, AKİS first. Looks at nothing. */
export function knownPlaces(platform: NodeJS.Platform): readonly KnownModule[] {
  return FAMILIES.flatMap(({ name, files, isAkis = false }) =>
    (FOLDERS[platform] ?? []).flatMap((folder) =>
      files.flatMap((file) =>
        fileNames(platform, file).map((fileName) => {
          const path = platform === 'win32' ? `${folder}\\${fileName}` : join(folder, fileName);
          return { path, name, isAkis };
        }),
      ),
    ),
  );
}

/** With and without `lib`: both are met. */
function fileNames(platform: NodeJS.Platform, file: string): readonly string[] {
  const stems = platform === 'win32' ? [file] : [`lib${file}`, file];
  return (EXTENSIONS[platform] ?? []).flatMap((extension) =>
    stems.map((stem) => `${stem}${extension}`),
  );
}

/** The known modules that are on this machine, AKİS first. Reads nothing of them. */
export async function findKnownModules(
  platform: NodeJS.Platform = process.platform,
): Promise<readonly KnownModule[]> {
  const places = knownPlaces(platform);
  const found = await Promise.all(places.map(({ path }) => exists(path)));
  return places.filter((_, i) => found[i]);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
