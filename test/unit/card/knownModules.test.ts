import assert from 'node:assert/strict';
import { knownPlaces } from '../../../src/card/pkcs11/knownModules.ts';

describe('PKCS#11 modules known by name', () => {
  const places = (platform: NodeJS.Platform) => knownPlaces(platform).map(({ path }) => path);

  it('AKİS is looked for where its installers put it, before all others', () => {
    for (const [platform, expected] of [
      ['win32', ['C:\\Windows\\System32\\akisp11.dll', 'C:\\Windows\\SysWOW64\\akisp11.dll']],
      [
        'win32',
        ['C:\\Program Files\\AKIS\\bin\\akisp11.dll', 'C:\\Windows\\System32\\tckkp11.dll'],
      ],
      ['linux', ['/usr/lib/libakisp11.so', '/opt/akis/lib/libakisp11.so']],
      ['darwin', ['/usr/local/lib/libakisp11.dylib', '/Library/Akis/libakisp11.dylib']],
    ] as const) {
      for (const path of expected) assert.ok(places(platform).includes(path), path);
      assert.ok(knownPlaces(platform)[0]?.isAkis);
    }
  });

  it('each place stands once, with a path of that system', () => {
    for (const platform of ['win32', 'linux', 'darwin'] as const) {
      const all = places(platform);
      assert.equal(new Set(all).size, all.length, platform);
      for (const path of all) assert.match(path, platform === 'win32' ? /^C:\\/ : /^\//);
    }
  });

  it('a system that nobody has modules for has none', () => {
    assert.deepEqual(knownPlaces('freebsd'), []);
  });
});
