import assert from 'node:assert/strict';
import manifest from '../../../package.json' with { type: 'json' };
import {
  cardsView,
  certificateScheme,
  commandIds,
  contextKeyIds,
  doctorScheme,
  emptyCauses,
  extensionId,
  portalPanelType,
  reportPanelType,
  restrictedSettings,
  settingDefaults,
  submenuIds,
  viewContainer,
  walkthroughId,
  walkthroughSteps,
} from '../../../src/contributions.ts';
import { WARN_DAYS } from '../../../src/views/settingValues.ts';

const { capabilities, contributes } = manifest;
const [walkthrough] = contributes.walkthroughs;
const completionEvents = contributes.walkthroughs.flatMap(({ steps }) =>
  steps.flatMap((step) => step.completionEvents),
);

interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when: string;
}

/** The entries of all menus, each with the place it is in. */
const entries = Object.entries(contributes.menus).flatMap(
  ([menu, list]: [string, readonly MenuEntry[]]) => list.map((entry) => ({ menu, ...entry })),
);

describe('The contributions', () => {
  it('are the commands of the manifest, all of one category, each with a title', () => {
    assert.deepEqual(
      contributes.commands.map(({ command }) => command).sort(),
      [...commandIds].sort(),
    );
    for (const { command, category, title } of contributes.commands) {
      assert.equal(category, 'Mali Mühür');
      assert.equal(title, `%${command.replace('maliMuhur.', 'command.')}%`);
    }
  });

  it('put commands and submenus that exist into the menus', () => {
    for (const { menu, command, submenu } of entries) {
      if (submenu === undefined)
        assert.ok((commandIds as readonly unknown[]).includes(command), menu);
      else assert.ok((submenuIds as readonly string[]).includes(submenu), submenu);
    }
  });

  it('put them where they belong: the explorer, our documents, signed files', () => {
    const schemes = `resourceScheme == (${certificateScheme}|${doctorScheme})`;
    const files = 'resourceLangId == xml|resourceExtname =~ ';
    const panel = `activeWebviewPanelId == ${reportPanelType}`;
    const places: Readonly<Record<string, RegExp>> = {
      'editor/title': new RegExp(`^(${schemes}|${files}|${panel})`),
      'editor/context': /^resourceLangId == xml/,
      'explorer/context': /^(resourceExtname =~ |explorerResourceIsFolder)/,
    };
    const cards = new RegExp(`^view == ${cardsView}\\b`);
    for (const { menu, when } of entries.filter(({ menu }) => menu !== 'commandPalette')) {
      assert.match(when, places[menu] ?? cards, menu);
    }
  });

  it('become active for XML, and cost next to nothing there', () => {
    assert.deepEqual(manifest.activationEvents, [
      'onLanguage:xml',
      `onWebviewPanel:${portalPanelType}`,
    ]);
  });

  it('have the submenus of the manifest, none of them empty', () => {
    assert.deepEqual(
      contributes.submenus.map(({ id }) => id),
      [...submenuIds],
    );
    for (const id of submenuIds)
      assert.ok(
        entries.some(({ menu }) => menu === id),
        id,
      );
  });

  it('match rows as they are', () => {
    const kinds = ['reader', 'card', 'way', 'certificate', 'key', 'problem'];
    for (const { when } of entries.filter(({ when }) => when.includes('viewItem'))) {
      const source = /viewItem =~ \/(.*)\/$/.exec(when)?.[1];
      assert.ok(source, when);
      assert.doesNotThrow(() => new RegExp(source), when);
      assert.match(source, new RegExp(`^\\^\\(?(${kinds.join('|')})`), when);
    }
  });

  it('offer to copy only what a row has', () => {
    const copies = (context: string): readonly string[] =>
      entries.flatMap(({ menu, command, when }) => {
        const rule = new RegExp(/viewItem =~ \/(.*)\/$/.exec(when)?.[1] ?? '$^');
        const fits = menu === 'maliMuhur.copy' && rule.test(context);
        return fits && command ? [command.replace('maliMuhur.copy.', '')] : [];
      });
    assert.deepEqual(copies('card:virtual:in-process:pin-ready'), ['cardSerial', 'atr']);
    assert.deepEqual(copies('card:akis-1:pcsc:no-serial:pin-unknown'), ['atr']);
    assert.deepEqual(copies('card:unknown:pcsc:pin-unknown'), ['atr']);
    assert.deepEqual(copies('reader:pcsc:present'), ['atr']);
    const ofCertificate = ['certificateSerial', 'fingerprint', 'pem'];
    assert.deepEqual(copies('certificate:signing:valid'), ['taxNumber', ...ofCertificate]);
    assert.deepEqual(copies('certificate:signing:valid:no-number'), ofCertificate);
    assert.deepEqual(copies('key:RSA'), []);
  });

  it('are the view and its container', () => {
    assert.deepEqual(Object.keys(contributes.views), [viewContainer]);
    assert.deepEqual(
      contributes.views.maliMuhur.map(({ id }) => id),
      [cardsView],
    );
    assert.equal(contributes.viewsContainers.activitybar[0]?.id, viewContainer);
  });

  it('are one walkthrough of the guide, each step with its texts and its picture', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, extensionId);
    assert.equal(contributes.walkthroughs.length, 1);
    assert.equal(walkthrough?.id, walkthroughId);
    const steps = walkthrough.steps.map(({ id, title, description, media }) => ({
      id,
      title,
      description,
      media,
    }));
    const expected = walkthroughSteps.map((id) => ({
      id,
      title: `%walkthrough.${id}.title%`,
      description: `%walkthrough.${id}.description%`,
      media: { svg: `media/walkthrough/${id}.svg`, altText: `%walkthrough.${id}.altText%` },
    }));
    assert.deepEqual(steps, expected);
  });

  it('let each step of it complete, by a command that exists or a context key', () => {
    assert.equal(completionEvents.length, walkthroughSteps.length);
    for (const event of completionEvents) {
      const [, kind, what] = /^(onCommand|onContext):(.+)$/.exec(event) ?? [];
      if (kind === 'onCommand') assert.ok((commandIds as readonly unknown[]).includes(what), event);
      else assert.match(what ?? '', /^maliMuhur\.\w+( >= \d)?$/, event);
    }
  });

  it('are the settings of the manifest, each with its default and a description', () => {
    const { properties } = contributes.configuration;
    const defaults = Object.entries(properties).map(([id, setting]) => [id, setting.default]);
    assert.deepEqual(Object.fromEntries(defaults), settingDefaults);
    for (const [id, { markdownDescription }] of Object.entries(properties)) {
      assert.equal(markdownDescription, `%${id.replace('maliMuhur.', 'setting.')}%`);
    }
    const { minimum, maximum } = properties['maliMuhur.certificates.warnDays'];
    assert.deepEqual({ min: minimum, max: maximum }, WARN_DAYS);
  });

  it('let no workspace decide where programs and files are reached', () => {
    const { restrictedConfigurations } = capabilities.untrustedWorkspaces;
    assert.deepEqual(restrictedConfigurations, [...restrictedSettings]);
    for (const id of restrictedSettings) {
      assert.equal(contributes.configuration.properties[id].scope, 'machine');
    }
  });

  it('welcome the user in every way the view can be empty', () => {
    const conditions = contributes.viewsWelcome.map(({ when }) => when).join('\n');
    for (const cause of emptyCauses) {
      assert.match(conditions, new RegExp(`maliMuhur\\.emptyCause == ${cause}\\b`));
    }
  });

  it('ask for no context key that nobody sets', () => {
    const conditions = [...contributes.viewsWelcome, ...entries].map(({ when }) => when);
    for (const { enablement } of contributes.commands.filter((command) => 'enablement' in command))
      conditions.push(enablement ?? '');
    conditions.push(...completionEvents.filter((event) => event.startsWith('onContext:')));
    const asked = conditions.flatMap((when) => when.match(/maliMuhur\.\w+/g) ?? []);
    const known: readonly string[] = [cardsView, reportPanelType, ...contextKeyIds];
    for (const key of asked) assert.ok(known.includes(key), key);
  });
});
