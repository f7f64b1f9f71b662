import type { WireError } from './wireError.ts';

/** What a helper process can be asked: for each operation what it needs and what it answers. */
export interface Operation {
  readonly needs: object;
  readonly answers: unknown;
}

/** Operations by their names. */
export type Operations<O> = { readonly [Op in keyof O]: Operation };

/** Every request is answered once, under its number. */
export type Request<O extends Operations<O>, Op extends keyof O = keyof O> = {
  [K in Op]: { readonly op: K } & O[K]['needs'];
}[Op];

export type ToProcess<O extends Operations<O>> = Request<O> & { readonly id: number };

export type FromProcess<Event> =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly error: WireError }
  | { readonly event: Event };
