import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describeCertificate } from '../../../src/pki/certificate.ts';
import { completeVkn } from '../../../src/pki/taxNumbers.ts';
import { randomDigits } from '../../../src/pki/testAuthority/testSubjects.ts';
import { startCardOperation } from '../../../src/portal/contract/cardOperations.ts';
import * as menu from '../../../src/portal/contract/menu.ts';
import { listOrganisations } from '../../../src/portal/contract/organisations.ts';
import type { Route } from '../../../src/portal/contract/route.ts';
import { routes } from '../../../src/portal/contract/routes.ts';
import { depth } from '../../depth.ts';
import { attackedSimulator } from './support/attackedSimulator.ts';
import type { Known, Place, Sample } from './support/contractSamples.ts';
import {
  ATR,
  FIELDS,
  pathOf,
  replaced,
  sampleOf,
  schemaOf,
  textFields,
} from './support/contractSamples.ts';
import type { HttpAnswer } from './support/http.ts';
import { newCaptcha, signIn } from './support/signIn.ts';
import { newSignedIn } from './support/signedIn.ts';

const RUNS = depth(100);
const PLACES = ['params', 'query', 'body'] as const satisfies Place[];

/** Texts that mean something to SQL, HTML, templates, shells, file systems and spreadsheets. */
const HOSTILE = [
  "'; DROP TABLE organisation; --",
  "' OR '1'='1' UNION SELECT token_hash FROM session --",
  '"><script>alert(1)</script><img src=x onerror=alert(1)>',
  '{{7*7}}${7*7}<%= 7*7 %>&lt;b&gt;%s%n',
  '../../../../etc/passwd',
  '$(touch x); `id` | =cmd|A1 \\x',
  'Işık 😀 e\u0301 \u202egpj.exe \u2066',
];

describe('A text in any field of the contract', function () {
  this.timeout(30_000 + RUNS * 300);
  const portal = attackedSimulator();
  type Party = Awaited<ReturnType<typeof newSignedIn>>;
  let victim: Party;
  let attacker: Party;
  /** Of the attacker's own things, so that every operation is reached. */
  let own: Known;

  before(async () => {
    victim = await newSignedIn(portal, { scenario: 'active' });
    attacker = await newSignedIn(portal, { scenario: 'expiring' });
    const { seal, organisation, session } = attacker;
    const operation = await session.call(startCardOperation, {
      body: { kind: 'unlock', cardSerial: seal.serial, atr: ATR },
    });
    own = {
      ...FIELDS,
      // Of another certificate, so that none is really revoked.
      serialNumber: seal.certificates[0]?.serialNumber,
      cardSerial: seal.serial,
      operationId: operation.id,
      vkn: organisation.vkn,
      phone: organisation.phone,
      waitSeconds: 0,
    };
  });

  /** What may not change, whatever is sent. */
  const untouched = () => {
    const { database } = portal.simulator;
    const { vkn } = victim.organisation;
    return {
      schema: database.all('SELECT name, sql FROM sqlite_master ORDER BY name'),
      whole: database.get('PRAGMA integrity_check'),
      foreign: database.all('PRAGMA foreign_key_check'),
      organisation: database.all('SELECT * FROM organisation WHERE vkn = ?', vkn),
      cards: database.all('SELECT * FROM card WHERE vkn = ? ORDER BY serial', vkn),
      certificates: database.all(
        `SELECT certificate.* FROM certificate JOIN card ON card.serial = card
         WHERE vkn = ? ORDER BY certificate.serial`,
        vkn,
      ),
    };
  };

  const send = async (route: Route, sample: Sample): Promise<HttpAnswer> => {
    const { access, method } = route;
    const { testToken } = portal;
    const tokens = { open: undefined, session: attacker.session.token, test: testToken } as const;
    const path = pathOf(route, sample);
    const answer = await portal.ask({ method, path, token: tokens[access], body: sample.body });
    const what = `${method} ${path} with ${JSON.stringify(sample.body ?? null).slice(0, 300)}`;
    assert.ok(answer.status < 500, `${answer.status} for ${what}`);
    // Nothing is ever a page.
    assert.match(answer.headers['content-type'] ?? 'application/none', /^application\//, what);
    return answer;
  };

  /** Every place of the contract where a caller writes a text: `[name, route, place, field]`. */
  const everyField = () =>
    [...routes].flatMap(([name, route]) =>
      PLACES.flatMap((place) =>
        textFields(schemaOf(route, place)).map((field) => ({ name, route, place, field })),
      ),
    );
  type Field = ReturnType<typeof everyField>[number];

  /** Something right for that operation, but for that field. */
  const sampleWith = async ({ route, place, field }: Field, text: string): Promise<Sample> => {
    const isForm = 'captchaId' in Object(sampleOf(route, own).body);
    const sample = sampleOf(route, {
      ...own,
      ...(isForm && (await newCaptcha(portal))),
      // A new organisation wants a number that nobody has.
      ...(route.access === 'test' && { vkn: completeVkn(`77${randomDigits(7)}`) }),
    });
    return { ...sample, [place]: replaced(sample[place], field, text) };
  };

  it('is refused, or taken as the text that it is, and does nothing else', async () => {
    const before = untouched();
    const givenBack = new Set<string>();
    for (const field of everyField()) {
      for (const text of HOSTILE) {
        const sample = await sampleWith(field, text);
        const { status, text: answer, headers } = await send(field.route, sample);
        if (status !== 200 || !/json/.test(String(headers['content-type']))) continue;
        const name = field.field.at(-1) ?? '';
        const shown = valuesOf(JSON.parse(answer), name);
        if (shown.length === 0) continue;
        assert.ok(
          shown.includes(text.trim()),
          `${field.name} gives ${name} back as ${shown.join()}`,
        );
        givenBack.add(`${field.name} ${name}`);
      }
    }
    assert.deepEqual([...givenBack].sort(), [
      'createOrganisation securityWord',
      'createOrganisation tradeName',
      'orderCard name',
      'updateDetails address',
    ]);
    assert.deepEqual(untouched(), before);
  });

  it('is still the same after a restart, and a word of such letters signs in', async () => {
    const { tradeName, ...rest } = await portal.newOrganisation({
      tradeName: HOSTILE[0],
      securityWord: HOSTILE[1],
    });
    const address = HOSTILE[2] ?? '';
    await attacker.session.call(menu.updateDetails, { body: { address } });
    await portal.restart();
    const { organisations } = await portal.test(listOrganisations, {});
    const found = organisations.find(({ vkn }) => vkn === rest.vkn);
    assert.deepEqual([tradeName, found?.tradeName], [HOSTILE[0], HOSTILE[0]]);
    assert.equal((await attacker.session.call(menu.readDetails, {})).address, address);
    await signIn(portal, { ...rest, securityWord: HOSTILE[1] ?? '' });
  });

  it('is a name in certificates, and paper in a PDF', async () => {
    for (const tradeName of [HOSTILE[2] ?? '', HOSTILE[6] ?? '']) {
      const { session, seal } = await newSignedIn(portal, { tradeName });
      const { certificates } = await session.call(menu.listCertificates, {});
      const der = Buffer.from(certificates[0]?.certificate ?? '', 'base64');
      const { commonName } = describeCertificate(der);
      const letters = Array.from(tradeName).slice(0, 57).join('').trimEnd();
      assert.equal(commonName, `${letters} (TEST)`);
      const pdf = await session.call(menu.saveSecrets, {
        params: { cardSerial: seal.serial },
        body: { warningsRead: true },
      });
      assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
    }
  });

  it('is refused with a NUL or half of a pair in it, or compared with what it cannot be', async () => {
    for (const text of [
      'nul\u0000inside',
      '\u0000\u0000\u0000\u0000\u0000\u0000',
      'half \ud83d pair',
    ]) {
      for (const field of everyField().filter(({ place }) => place === 'body')) {
        const { status } = await send(field.route, await sampleWith(field, text));
        assert.ok(status >= 400, `${field.name} ${field.field.join('.')}`);
      }
    }
  });

  it('is refused at once when it is a megabyte long', async () => {
    for (const text of [
      'a'.repeat(1_000_000),
      'a.'.repeat(500_000),
      `x${' '.repeat(1_000_000)}x`,
    ]) {
      for (const field of everyField().filter(({ place }) => place === 'body')) {
        const { status } = await send(field.route, await sampleWith(field, text));
        assert.ok(status >= 400, `${field.name} ${field.field.join('.')}`);
      }
    }
  });

  it('or any other value leads to no failure inside', async () => {
    const before = untouched();
    const names = everyField()
      .filter(({ place }) => place === 'body')
      .map(({ field }) => field.join('.'));
    const field = fc.oneof(fc.constantFrom(...new Set(names)), fc.string());
    const value = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.double());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...[...routes.values()].filter(({ body }) => body !== undefined)),
        fc.oneof(fc.jsonValue(), fc.dictionary(field, value)),
        fc.boolean(),
        async (route, mess, isMixed) => {
          const sample = sampleOf(route, own);
          const body = isMixed ? Object.assign({}, sample.body, mess) : mess;
          await send(route, { ...sample, body: JSON.stringify(body) });
        },
      ),
      { numRuns: RUNS },
    );
    assert.deepEqual(untouched(), before);
  });
});

/** All texts under that name, wherever they stand in an answer. */
function valuesOf(answer: unknown, name: string): string[] {
  if (typeof answer !== 'object' || answer === null) return [];
  return Object.entries(answer).flatMap(([key, value]) =>
    key === name && typeof value === 'string' ? [value] : valuesOf(value, name),
  );
}
