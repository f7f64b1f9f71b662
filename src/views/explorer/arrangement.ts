import * as l10n from '@vscode/l10n';
import { type SortOrder, sortOrders } from '../../contributions.ts';

/** Which rows the user wants to see, and in which order. */
export interface Arrangement {
  readonly sort: SortOrder;
  readonly hidesEmptyReaders: boolean;
  /** Only rows that say this, and what belongs to them; empty: all. */
  readonly filter: string;
}

export const plainArrangement: Arrangement = {
  sort: 'card-order',
  hidesEmptyReaders: false,
  filter: '',
};

/** What was kept from another session, where it is sound. */
export function checkedArrangement(kept: unknown): Arrangement {
  if (typeof kept !== 'object' || kept === null) return plainArrangement;
  const { sort, hidesEmptyReaders, filter } = kept as Readonly<Record<string, unknown>>;
  return {
    sort: sortOrders.find((order) => order === sort) ?? plainArrangement.sort,
    hidesEmptyReaders: hidesEmptyReaders === true,
    filter: typeof filter === 'string' ? filter : '',
  };
}

const sortTexts: Readonly<Record<SortOrder, () => string>> = {
  'card-order': () => '',
  expiry: () => l10n.t('by expiry'),
  owner: () => l10n.t('by owner'),
};

/** What is different from plain, to stand beside the title of the view. */
export function arrangementText({ sort, hidesEmptyReaders, filter }: Arrangement): string {
  const parts = [
    filter === '' ? '' : `“${filter}”`,
    sortTexts[sort](),
    hidesEmptyReaders ? l10n.t('empty readers hidden') : '',
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/**
 * The filter in words, to stand above the rows: VS Code shows nothing beside the title of a view
 * that is alone in its container.
 */
export function filterMessage({ filter }: Pick<Arrangement, 'filter'>): string {
  return filter === '' ? '' : l10n.t('Only rows with “{0}” are shown.', filter);
}
