/** Packages of the operating system: installed where that is possible, named where it is not. */
import { capture, onPath } from './run.mjs';

const generalNeeds = [
  {
    packages: ['build-essential', 'python3', 'libpcsclite-dev'],
    without: 'PC/SC readers cannot be used, virtual cards inside VS Code still work',
  },
  {
    packages: ['pcscd', 'vsmartcard-vpcd', 'opensc', 'softhsm2', 'openssl', 'xmlsec1', 'iproute2'],
    without: 'what other programs make of our card is not tested',
  },
  {
    packages: ['default-jdk-headless', 'junit5', 'poppler-utils', 'curl', 'jq'],
    without: 'what Java, PDF readers and curl make of the simulator is not tested',
  },
  { packages: ['chromium'], without: 'nothing is tested inside VS Code' },
];

/** What only the package for Windows needs, and its test. */
const moreNeeds = {
  mingw: {
    packages: ['g++-mingw-w64-x86-64-posix'],
    without: 'the package for Windows is not made',
  },
  wine: { packages: ['wine64'], without: 'the addons for Windows are not tried in a program' },
};

/**
 * Installs what is missing, on Debian and its relatives, as root or through a silent sudo.
 * @param {('mingw' | 'wine')[]} more
 */
export async function systemPackages(say, more) {
  const needs = [...generalNeeds, ...more.map((name) => moreNeeds[name])];
  if (!onPath('dpkg-query')) {
    if (process.platform === 'linux') say(`no Debian: see to these yourself: ${names(needs)}`);
    return;
  }
  let missing = await missingOf(needs);
  if (missing.length === 0) return;

  const asRoot = await rootPrefix();
  if (asRoot) {
    say(`installing system packages: ${names(missing)}`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => {
      const [program, ...rest] = [...asRoot, 'apt-get', ...args];
      return capture(program, rest, { env });
    };
    await apt('update');
    const packages = missing.flatMap((need) => need.packages);
    const { code, output } = await apt('install', '-y', '--no-install-recommends', ...packages);
    if (code !== 0) say(`apt-get failed: ${output.trim().split('\n').slice(-3).join(' ')}`);
    missing = await missingOf(needs);
  }
  for (const need of missing) say(`missing: ${need.packages.join(' ')}, so ${need.without}`);
}

function names(list) {
  return list.flatMap((need) => need.packages).join(' ');
}

/** @returns the needs that have a package missing, with only those packages */
async function missingOf(list) {
  const wanted = list.flatMap((need) => need.packages);
  const { output } = await capture('dpkg-query', [
    '--show',
    '--showformat=${Package} ${db:Status-Status}\n',
    ...wanted,
  ]);
  const installed = new Set(
    output.split('\n').flatMap((line) => (line.endsWith(' installed') ? line.split(' ')[0] : [])),
  );
  return list
    .map((need) => ({ ...need, packages: need.packages.filter((name) => !installed.has(name)) }))
    .filter((need) => need.packages.length > 0);
}

/** @returns {Promise<string[] | undefined>} what goes before a command to run it as root */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return (await capture('sudo', ['-n', 'true'])).code === 0 ? ['sudo', '-n'] : undefined;
}
