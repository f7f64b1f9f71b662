/** Whole numbers below a limit. */
type Random = (limit: number) => number;

// prettier-ignore
const BITS = [
  '<', '>', '&', '"', '/', '<!--', '-->', '<?x', '?>', '<x/>', '&#13;', '&#65;', ' ', '\n', '\r',
  'A', 'é', '=', '#', 'Id="Signature"', 'xmlns:ds="urn:x"', ']]>', '<![CDATA[', '\0',
];

/** A document after an accident to its bytes, its tokens or its branches. */
export function mutated(random: Random, text: string): Buffer {
  const kind = random(4);
  if (kind === 0) return ofBytes(random, Buffer.from(text));
  if (kind === 1) return Buffer.from(ofPlaces(random, text));
  if (kind === 2) return Buffer.from(ofTokens(random, text));
  return Buffer.from(ofBranches(random, text));
}

function ofBytes(random: Random, bytes: Buffer): Buffer {
  const at = random(bytes.length);
  const until = at + 1 + random(8);
  switch (random(5)) {
    case 0:
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(random(256)), bytes.subarray(at + 1)]);
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(until)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, until), bytes.subarray(at)]);
    case 3:
      return bytes.subarray(0, at);
    default: {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
      return changed;
    }
  }
}

function ofPlaces(random: Random, text: string): string {
  const at = random(text.length);
  return text.slice(0, at) + (BITS[random(BITS.length)] ?? '') + text.slice(at + random(2));
}

/** Tags, attributes and texts doubled, lost, or changed for others. */
function ofTokens(random: Random, text: string): string {
  const tokens = text.match(/<[^>]*>|[^<]+/g) ?? [];
  const [one, other] = [random(tokens.length), random(tokens.length)];
  const result = [...tokens];
  switch (random(4)) {
    case 0:
      result.splice(one, 1);
      break;
    case 1:
      result.splice(one, 0, tokens[other] ?? '');
      break;
    case 2:
      result[one] = tokens[other] ?? '';
      result[other] = tokens[one] ?? '';
      break;
    default:
      result[one] = changedTag(random, tokens[one] ?? '', tokens[other] ?? '');
  }
  return result.join('');
}

/** An attribute lost, or one of another tag. */
function changedTag(random: Random, tag: string, other: string): string {
  const own = tag.match(/ [\w:]+="[^"]*"/g) ?? [];
  const foreign = other.match(/ [\w:]+="[^"]*"/g) ?? [' a="b"'];
  const chosen = own[random(Math.max(1, own.length))];
  if (chosen !== undefined && random(2) === 0) return tag.replace(chosen, '');
  return tag.replace(/^<[\w:]+/, `$&${foreign[random(foreign.length)] ?? ''}`);
}

/** An element moved, doubled, lost or changed for another, with all that is in it. */
function ofBranches(random: Random, text: string): string {
  const starts = [...text.matchAll(/<([\w:]+)[^<>]*>/g)];
  const branch = () => {
    const found = starts[random(starts.length)];
    const [index, name] = [found?.index ?? 0, found?.[1] ?? ''];
    const end = text.indexOf(`</${name}>`, index);
    return { start: index, end: end < 0 ? index + 1 : end + name.length + 3 };
  };
  const [one, other] = [branch(), branch()];
  const [first, second] = one.start <= other.start ? [one, other] : [other, one];
  const of = ({ start, end }: { start: number; end: number }) => text.slice(start, end);
  switch (random(3)) {
    case 0:
      return text.slice(0, one.start) + text.slice(one.end);
    case 1:
      return text.slice(0, one.start) + of(other) + text.slice(one.start);
    default:
      if (second.start < first.end) return text;
      return (
        text.slice(0, first.start) +
        of(second) +
        text.slice(first.end, second.start) +
        of(first) +
        text.slice(second.end)
      );
  }
}
