import * as z from 'zod';
import { PROBLEM_MEDIA_TYPE, problem } from './problem.ts';
import type { Route, RouteAccess } from './route.ts';
import { routes } from './routes.ts';

/** The contract as OpenAPI 3.1, made of the same schemas that the server validates with. */
export function openApi(baseUrl: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [operationId, route] of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method.toLowerCase()] = operation(operationId, route);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Mali Mühür portal simulator',
      version: '1',
      description:
        'Plays the Kamu SM portal for developers and test suites. It is not Kamu SM’s, and its certificates are worth nothing.',
    },
    servers: [{ url: baseUrl }],
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'The token of a session' },
        test: { type: 'http', scheme: 'bearer', description: 'testToken, printed at the start' },
      },
    },
  };
}

function operation(operationId: string, route: Route): object {
  const requestBody = route.body && {
    required: true,
    content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
  };
  return {
    operationId,
    summary: route.summary,
    security: securityOf(route.access),
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(requestBody && { requestBody }),
    responses: {
      ...success(route),
      default: {
        description: ['Problem details.', ...(route.problems ?? [])].join(' '),
        content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function securityOf(access: RouteAccess): object[] {
  return access === 'open' ? [] : [{ [access]: [] }];
}

function success({ response, file }: Route): object {
  if (file !== undefined) {
    return { 200: { description: 'A file', content: { [file]: { schema: {} } } } };
  }
  if (response === undefined) return { 204: { description: 'Done' } };
  const schema = schemaOf(response, 'output');
  return { 200: { description: 'Done', content: { 'application/json': { schema } } } };
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): object[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: schemaOf(value as z.ZodType, 'input'),
  }));
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const json = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ jsonSchema }) {
      // More keys may follow in an answer; those of a question are all known.
      if (io === 'output' && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
    },
  });
  // The document says once which dialect it speaks.
  delete json.$schema;
  return json;
}
