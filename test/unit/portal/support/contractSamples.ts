import * as z from 'zod';
import type { Route } from '../../../../src/portal/contract/route.ts';

/** As much of JSON Schema as the contract makes use of. */
export interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly example?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
}

export type Place = 'params' | 'query' | 'body';

/** What is sent to an operation. */
export interface Sample {
  readonly params: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Values for fields that a schema alone does not tell an example of. */
export type Known = Readonly<Record<string, unknown>>;

/** A virtual card's answer to reset. */
export const ATR = '3BBA11008131FE4D55454B41452056312E30AE';

/** Right in form, for every field that the contract shows no example of; of nobody. */
export const FIELDS: Known = {
  atr: ATR,
  response: '9000',
  serialNumber: 'ABCDEF0123456789',
  confirmedSerialNumber: 'ABCDEF0123456789',
  // Of a card that could be ours.
  cardSerial: '4D4D54000000000000000001',
  operationId: 'nobody-gave-this-one',
  signInId: 'nobody-gave-this-one',
  resetId: 'nobody-gave-this-one',
  captchaId: 'nobody-gave-this-one',
  challengeId: 'nobody-gave-this-one',
  cms: 'AAAA',
  securityWord: 'any-word',
  address: 'Somewhere',
  email: 'somebody@example.org',
  tradeName: 'Somebody',
  name: 'some.name',
  now: '2030-01-01T00:00:00Z',
  // Not together with `now`.
  moveSeconds: undefined,
};

/** The schema of what an operation takes at that place, before it is parsed. */
export function schemaOf(route: Route, place: Place): JsonSchema {
  const schema = route[place];
  if (schema === undefined) return {};
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

/**
 * Something that the operation takes, every field filled in.
 * @param known values by the names of fields. A field that is not here, and whose form nothing in
 *   the contract shows, is an error: then this test has to learn of it.
 */
export function sampleOf(route: Route, known: Known): Sample {
  const sample = {
    params: valueOf(schemaOf(route, 'params'), known, route.path) as Known,
    query: valueOf(schemaOf(route, 'query'), known, route.path) as Known,
    body: route.body && valueOf(schemaOf(route, 'body'), known, route.path),
  };
  for (const place of ['params', 'query', 'body'] as const) route[place]?.parse(sample[place]);
  return sample;
}

function valueOf(schema: JsonSchema, known: Known, name: string): unknown {
  if (Object.hasOwn(known, name)) return known[name];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.example !== undefined) return schema.example;
  if (schema.anyOf?.[0] !== undefined) return valueOf(schema.anyOf[0], known, name);
  if (schema.type === 'number' || schema.type === 'integer')
    return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'string' && schema.pattern === undefined) return 'text of any kind';
  if (schema.type === 'string') throw new Error(`what is a ${name} like? ${schema.pattern ?? ''}`);
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([key, part]) => [key, valueOf(part, known, key)]),
  );
}

/** Where texts of the caller's own wording stand: the names that lead to each. */
export function textFields(schema: JsonSchema): string[][] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, part]) => {
    if (part.type === 'string' && part.const === undefined) return [[name]];
    if (part.anyOf !== undefined) return [[name]];
    return textFields(part).map((rest) => [name, ...rest]);
  });
}

/** The same with another value at one place. */
export function replaced(
  value: unknown,
  [name, ...rest]: readonly string[],
  text: unknown,
): unknown {
  if (name === undefined) return text;
  const fields = value as Known;
  return { ...fields, [name]: replaced(fields[name], rest, text) };
}

/** Path and query of an operation, filled in. */
export function pathOf(
  { path }: Route,
  { params, query }: Pick<Sample, 'params' | 'query'>,
): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) search.set(name, String(value));
  return search.size === 0 ? filled : `${filled}?${search.toString()}`;
}
