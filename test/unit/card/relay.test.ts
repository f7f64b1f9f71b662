import assert from 'node:assert/strict';
import type { CommandApdu } from '../../../src/card/apdu/command.ts';
import { relayCommand } from '../../../src/card/apdu/relay.ts';
import { formatExchange } from '../../../src/card/apdu/trace.ts';
import { openCard } from '../../../src/card/openCard.ts';
import { fromHex, toHex } from '../../../src/hex.ts';
import { fileCard, sealCard } from './fileCard.ts';
import { scriptedConnection } from './scriptedConnection.ts';

describe('The relay of a raw command', () => {
  it('carries command and answer as they are, and zeroes the command', async () => {
    const lines: string[] = [];
    const connection = scriptedConnection([['002C0080083132333435363738', '63C2']]);
    const command = fromHex('002C0080083132333435363738');
    const answer = await relayCommand(connection, { exchange: note(lines) }, command);
    assert.equal(toHex(answer), '63C2');
    assert.equal(toHex(command), '00'.repeat(13));
    assert.deepEqual(lines, ['RESET RETRY COUNTER 00 2C 00 80 [···] → 63C2']);
  });

  it('follows no 61xx and corrects no Le: that is for whoever sends the commands', async () => {
    for (const sw of ['610C', '6C10']) {
      const connection = scriptedConnection([['00CA010600', sw]]);
      const answer = await relayCommand(connection, { exchange: note([]) }, fromHex('00CA010600'));
      assert.equal(toHex(answer), sw);
    }
  });

  for (const wrong of ['', '00A404', '00A4040000FF', '00A4040002FF', '00A4040001FF0000']) {
    it(`refuses “${wrong}”, which is no short command, and sends nothing`, async () => {
      const connection = scriptedConnection([]);
      const relayed = relayCommand(connection, { exchange: note([]) }, fromHex(wrong));
      await assert.rejects(relayed, { code: 'card/malformed' });
    });
  }

  it('reaches no card that is not positively ours', async () => {
    const connection = fileCard(sealCard());
    const { card } = openCard(connection, { exchange: note([]) });
    await assert.rejects(card.relay(fromHex('002C0080083132333435363738')), {
      code: 'pin/needs-module',
    });
    assert.ok(!connection.sent.some((apdu) => apdu.startsWith('002C')));
  });
});

function note(
  lines: string[],
): (command: CommandApdu, response: { data: Uint8Array; sw: number }) => void {
  return (command, response) => lines.push(formatExchange(command, response));
}
