import assert from 'node:assert/strict';

/** What a value of a SARIF log may be, after the JSON schema of OASIS, as far as we write it. */
type Shape =
  | 'text'
  | 'uri'
  | 'flag'
  | { readonly integer: number }
  | { readonly oneOf: readonly string[] }
  | { readonly each: Shape }
  | { readonly values: Shape }
  | { readonly keys: Readonly<Record<string, Shape>>; readonly needs: readonly string[] }
  | 'anything';

const message: Shape = { keys: { text: 'text' }, needs: ['text'] };
const artifactLocation: Shape = {
  keys: { uri: 'uri', uriBaseId: 'text', index: { integer: 0 } },
  needs: [],
};
const region: Shape = {
  keys: {
    startLine: { integer: 1 },
    startColumn: { integer: 1 },
    endLine: { integer: 1 },
    endColumn: { integer: 1 },
  },
  needs: ['startLine'],
};
const location: Shape = {
  keys: {
    physicalLocation: { keys: { artifactLocation, region }, needs: ['artifactLocation'] },
    logicalLocations: { each: { keys: { fullyQualifiedName: 'text' }, needs: [] } },
  },
  needs: [],
};
const level: Shape = { oneOf: ['none', 'note', 'warning', 'error'] };
const rule: Shape = {
  keys: { id: 'text', shortDescription: message, fullDescription: message, help: message },
  needs: ['id'],
};
const result: Shape = {
  keys: {
    ruleId: 'text',
    ruleIndex: { integer: 0 },
    level,
    message,
    locations: { each: location },
    properties: 'anything',
  },
  needs: ['message'],
};
const notification: Shape = {
  keys: {
    level,
    message,
    descriptor: { keys: { id: 'text' }, needs: ['id'] },
    locations: { each: location },
  },
  needs: ['message'],
};
const run: Shape = {
  keys: {
    tool: {
      keys: {
        driver: {
          keys: {
            name: 'text',
            version: 'text',
            semanticVersion: 'text',
            rules: { each: rule },
          },
          needs: ['name'],
        },
      },
      needs: ['driver'],
    },
    language: 'text',
    columnKind: { oneOf: ['utf16CodeUnits', 'unicodeCodePoints'] },
    originalUriBaseIds: { values: artifactLocation },
    invocations: {
      each: {
        keys: {
          executionSuccessful: 'flag',
          exitCode: { integer: 0 },
          toolExecutionNotifications: { each: notification },
        },
        needs: ['executionSuccessful'],
      },
    },
    artifacts: {
      each: {
        keys: {
          location: artifactLocation,
          description: message,
          roles: { each: { oneOf: ['analysisTarget', 'standardStream'] } },
        },
        needs: ['roles'],
      },
    },
    results: { each: result },
  },
  needs: ['tool'],
};
const log: Shape = {
  keys: { $schema: 'uri', version: { oneOf: ['2.1.0'] }, runs: { each: run } },
  needs: ['version', 'runs'],
};

/** Fails where a value is no SARIF log, or has a key that the schema does not know. */
export function assertSarif(value: unknown): void {
  check(value, log, 'log');
  const { runs } = value as { runs: SarifRun[] };
  for (const [index, each] of runs.entries()) assertReferences(each, `runs[${index}]`);
}

interface SarifRun {
  readonly language: string;
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly originalUriBaseIds: Readonly<Record<string, { readonly uri: string }>>;
  readonly artifacts: readonly unknown[];
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly locations: readonly {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uriBaseId?: string; readonly index: number };
      };
    }[];
  }[];
}

/** What the schema cannot say: indices and names point to something (§3.4, §3.14, §3.27). */
function assertReferences(each: SarifRun, path: string): void {
  const ids = each.tool.driver.rules.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length, `${path}: rules with the same id`);
  assert.match(each.language, /^[a-z]{2}(-[A-Z]{2})?$/);
  for (const { uri } of Object.values(each.originalUriBaseIds)) assert.match(uri, /^file:.*\/$/);
  for (const { ruleId, ruleIndex, locations } of each.results) {
    assert.equal(ids[ruleIndex], ruleId, path);
    for (const { physicalLocation } of locations) {
      const { uriBaseId, index } = physicalLocation.artifactLocation;
      assert.ok(index < each.artifacts.length, path);
      if (uriBaseId !== undefined) assert.ok(Object.hasOwn(each.originalUriBaseIds, uriBaseId));
    }
  }
}

function check(value: unknown, shape: Shape, path: string): void {
  if (shape === 'anything') return;
  if (shape === 'text') {
    assert.ok(typeof value === 'string' && value !== '', path);
  } else if (shape === 'uri') {
    assert.ok(typeof value === 'string' && /^[\w.~:/?#[\]@!$&'()*+,;=%-]+$/.test(value), path);
  } else if (shape === 'flag') {
    assert.equal(typeof value, 'boolean', path);
  } else if ('integer' in shape) {
    assert.ok(Number.isInteger(value) && Number(value) >= shape.integer, path);
  } else if ('oneOf' in shape) {
    assert.ok(shape.oneOf.includes(value as string), path);
  } else if ('each' in shape) {
    assert.ok(Array.isArray(value), path);
    for (const [index, item] of value.entries()) check(item, shape.each, `${path}[${index}]`);
  } else if ('values' in shape) {
    for (const [key, item] of entriesOf(value, path)) check(item, shape.values, `${path}.${key}`);
  } else {
    checkKeys(value, shape, path);
  }
}

function checkKeys(value: unknown, shape: Extract<Shape, { keys: unknown }>, path: string): void {
  const entries = entriesOf(value, path);
  for (const need of shape.needs)
    assert.ok(Object.hasOwn(value as object, need), `${path}.${need}`);
  for (const [key, item] of entries) {
    const known = shape.keys[key];
    assert.ok(known !== undefined, `${path}.${key} is unknown`);
    check(item, known, `${path}.${key}`);
  }
}

function entriesOf(value: unknown, path: string): readonly [string, unknown][] {
  assert.ok(typeof value === 'object' && value !== null && !Array.isArray(value), path);
  return Object.entries(value);
}
