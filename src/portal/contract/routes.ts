import * as cardOperations from './cardOperations.ts';
import * as menu from './menu.ts';
import * as organisations from './organisations.ts';
import type { Route } from './route.ts';
import * as signIn from './signIn.ts';
import * as testSuite from './testSuite.ts';

/** Every operation by its name, which is also its `operationId`. */
export const routes: ReadonlyMap<string, Route> = new Map(
  [signIn, menu, cardOperations, testSuite, organisations].flatMap((part) =>
    Object.entries(part).flatMap(([name, value]) => (isRoute(value) ? [[name, value]] : [])),
  ),
);

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value;
}
