import {
  ParseOption,
  XmlC14NMode,
  XmlDocument,
  type XmlElement,
  XmlStringOutputBufferHandler,
} from 'libxml2-wasm';
import type { C14nMethod } from '../../../../src/signature/xml/canonicalize.ts';

const MODES = {
  'c14n-1.0': XmlC14NMode.XML_C14N_1_0,
  'c14n-1.1': XmlC14NMode.XML_C14N_1_1,
  exclusive: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
};
const OPTION = ParseOption.XML_PARSE_HUGE;

/** Why libxml2 does not read it; null when it does. */
export function libxml2Refusal(bytes: Uint8Array): string | null {
  try {
    XmlDocument.fromBuffer(bytes, { option: OPTION }).dispose();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * What libxml2 makes of the document, or of the element at that XPath, without the elements at
 * another.
 */
export function libxml2Canonical(
  bytes: Uint8Array,
  method: C14nMethod,
  apex?: string,
  without?: string,
): string {
  const document = XmlDocument.fromBuffer(bytes, { option: OPTION });
  try {
    const output = new XmlStringOutputBufferHandler();
    const options = {
      mode: MODES[method.name],
      withComments: method.comments,
      ...(method.name === 'exclusive' && {
        inclusiveNamespacePrefixes: [...method.inclusivePrefixes],
      }),
    };
    if (without !== undefined) for (const node of document.find(without)) node.remove();
    if (apex === undefined) document.canonicalize(output, options);
    else (document.get(apex) as XmlElement).canonicalize(output, options);
    return output.result;
  } finally {
    document.dispose();
  }
}
