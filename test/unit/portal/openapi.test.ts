import assert from 'node:assert/strict';
import * as z from 'zod';
import { openApi } from '../../../src/portal/contract/openapi.ts';
import { routes } from '../../../src/portal/contract/routes.ts';
import { allRoutes } from '../../../src/portal/simulator/features.ts';
import { testSimulator } from './support/testSimulator.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: Record<string, unknown>[];
  readonly parameters: { name: string; in: string; required: boolean; schema: object }[];
  readonly requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  readonly responses: Record<string, { content?: Record<string, { schema: object }> }>;
}

interface Document {
  readonly openapi: string;
  readonly servers: { url: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { securitySchemes: Record<string, unknown> };
}

describe('openapi.json', () => {
  const portal = testSimulator();
  // As callers get it: what cannot be written as JSON is not there.
  const document = JSON.parse(JSON.stringify(openApi('http://127.0.0.1:20000'))) as Document;
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

  it('is served to everybody, with the address where it was asked for', async () => {
    const response = await fetch(`${portal.ready.portalUrl}/openapi.json`);
    assert.equal(response.headers.get('content-type'), 'application/json');
    const servers = [{ url: portal.ready.baseUrl }];
    assert.deepEqual(await response.json(), { ...document, servers });
  });

  it('has every operation once, each under its own name', () => {
    assert.equal(document.openapi, '3.1.0');
    const names = operations.map(({ operation }) => operation.operationId);
    assert.deepEqual(names.sort(), [...routes.keys()].sort());
    for (const { operation } of operations) assert.notEqual(operation.summary, '');
  });

  it('has no operation that is not served, and none is served that it does not have', () => {
    const served = allRoutes(portal.simulator).map(({ route }) => route);
    assert.equal(new Set(served).size, served.length);
    assert.deepEqual(new Set(served), new Set(routes.values()));
  });

  it('describes exactly the parameters in each path', () => {
    for (const { path, operation } of operations) {
      const inPath = operation.parameters.filter((parameter) => parameter.in === 'path');
      const braces = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual(inPath.map(({ name }) => name).sort(), braces.sort(), path);
      for (const { required } of inPath) assert.equal(required, true);
      for (const { schema } of operation.parameters) assert.notDeepEqual(schema, {}, path);
    }
  });

  it('says of each operation who may call it, what it answers, and what a problem looks like', () => {
    const schemes = Object.keys(document.components.securitySchemes);
    for (const { path, operation } of operations) {
      for (const need of operation.security) {
        assert.ok(
          Object.keys(need).every((name) => schemes.includes(name)),
          path,
        );
      }
      const { default: problem, ...success } = operation.responses;
      assert.equal(Object.keys(success).length, 1, path);
      assert.ok(problem?.content?.['application/problem+json']);
    }
  });

  it('refers to nothing that is not in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)];
    assert.ok(references.length > 0);
    for (const [, reference = ''] of references) {
      assert.match(reference, /^#\//);
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      assert.ok(found, reference);
    }
  });

  it('lets answers grow, and knows every field of a question', () => {
    for (const { path, operation } of operations) {
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
        assert.equal(schema['additionalProperties'], false, path);
      }
      assert.ok(!JSON.stringify(operation.responses).includes('"additionalProperties":false'));
    }
    for (const [name, { query }] of routes) {
      if (query === undefined) continue;
      const issues = query.safeParse({ mistyped: '1' }).error?.issues ?? [];
      assert.ok(
        issues.some(({ code }) => code === 'unrecognized_keys'),
        name,
      );
    }
  });

  it('has schemas that other programs can read: JSON Schema, with patterns that compile', () => {
    const patterns = [...JSON.stringify(document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)];
    assert.ok(patterns.length > 0);
    for (const [, pattern = '""'] of patterns) new RegExp(JSON.parse(pattern) as string, 'u');
    for (const { operation } of operations) {
      for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
        assert.ok(z.fromJSONSchema(schema));
      }
    }
  });
});
