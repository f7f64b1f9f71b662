import assert from 'node:assert/strict';
import { parseTime } from '../../../src/cli/parseTime.ts';

describe('A time on the command line', () => {
  const times: Readonly<Record<string, string>> = {
    '2026-05-14': '2026-05-14T00:00:00.000Z',
    '2026-05-14T12:00Z': '2026-05-14T12:00:00.000Z',
    '2026-05-14T12:00:30': '2026-05-14T12:00:30.000Z',
    '2026-05-14T00:30:00+03:00': '2026-05-13T21:30:00.000Z',
    '2026-05-14T21:30:00-0330': '2026-05-15T01:00:00.000Z',
    '2026-05-14T12:00:30.1234567Z': '2026-05-14T12:00:30.123Z',
    '2028-02-29': '2028-02-29T00:00:00.000Z',
  };
  for (const [text, expected] of Object.entries(times)) {
    it(`is read: ${text}`, () => assert.equal(parseTime(text)?.toISOString(), expected));
  }

  const wrong = [
    ...['', 'now', 'yesterday', '14.05.2026', '2026-5-14', '2026-05', '1747212345'],
    ...['2026-02-30', '2026-13-01', '2027-02-29', '2026-05-14T24:00Z', '2026-05-14T12:60Z'],
    ...['2026-05-14T12:00+25:00', '2026-05-14T12:00+03:60', '2026-05-14Z', ' 2026-05-14'],
    ...['2026-05-14\n', '2026-05-14T12:00:00 +03:00'],
  ];
  for (const text of wrong) {
    it(`is none: ${JSON.stringify(text)}`, () => assert.equal(parseTime(text), null));
  }
});
