import bundle from '../../l10n/bundle.l10n.tr.json' with { type: 'json' };

/** All Turkish sentences, by their English ones. A part of its own, since most never load it. */
export const turkish: Readonly<Record<string, string>> = bundle;
