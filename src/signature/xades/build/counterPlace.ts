import { MuhurError } from '../../../errors.ts';
import type { Span } from '../../report/findings.ts';
import { DS, XADES_132 } from '../../xml/namespaces.ts';
import { attributeValue, childrenOf } from '../../xml/tree.ts';
import type { FoundSignature } from './examineDocument.ts';
import type { Place } from './place.ts';
import { placeIn } from './place.ts';

/** Where a counter-signature goes, and what of the other signature it signs. */
export interface CounterPlace {
  readonly place: Place;
  /** ds:SignatureValue, and its Id. */
  readonly value: Span;
  readonly id: string;
}

/**
 * In the unsigned properties of the signature that it confirms (XAdES 1.3.2 §7.2.4), which no digest
 * of that signature covers.
 */
export function counterPlace({ element: signature, path }: FoundSignature): CounterPlace {
  const [value] = childrenOf(signature, DS, 'SignatureValue');
  const id = value === undefined ? null : attributeValue(value, 'Id');
  const object = childrenOf(signature, DS, 'Object').find(
    (one) => childrenOf(one, XADES_132, 'QualifyingProperties').length > 0,
  );
  const [qualifying] =
    object === undefined ? [] : childrenOf(object, XADES_132, 'QualifyingProperties');
  if (value === undefined || id === null || object === undefined || qualifying === undefined) {
    throw new MuhurError('document/no-counter-signature', {});
  }
  const start = (name: string) =>
    `<${qualifying.prefix === '' ? '' : `${qualifying.prefix}:`}${name}>`;
  const around = [...path, signature, object];
  const inner = start('CounterSignature');
  const [unsigned] = childrenOf(qualifying, XADES_132, 'UnsignedProperties');
  const [properties] =
    unsigned === undefined ? [] : childrenOf(unsigned, XADES_132, 'UnsignedSignatureProperties');
  const wrapper = [start('UnsignedSignatureProperties'), inner];
  const place =
    unsigned === undefined
      ? placeIn(around, qualifying, 'last', [start('UnsignedProperties'), ...wrapper])
      : properties === undefined
        ? placeIn([...around, qualifying], unsigned, 'first', wrapper)
        : placeIn([...around, qualifying, unsigned], properties, 'last', [inner]);
  return { place, value, id };
}
