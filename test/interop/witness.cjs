/**
 * The witness: the same questions to a card, asked through `pcsclite`.
 *
 * `ask READER APDU…` prints `{readers, atr, answers}`. `stop-on-removal` stops watching inside the
 * card-removed event and prints `stopped`; with a binding that hangs there, nothing comes any more.
 */
const pcsclite = require('pcsclite');

const [task, wanted, ...apdus] = process.argv.slice(2);
const pcsc = pcsclite();
const readers = new Set();

pcsc.on('error', (error) => {
  console.error(error.message);
  process.exit(1);
});

pcsc.on('reader', (reader) => {
  readers.add(reader.name);
  reader.on('error', () => undefined);
  if (task === 'ask' && reader.name === wanted) onceInserted(reader, () => ask(reader));
  if (task === 'stop-on-removal') stopOnRemoval(reader);
});

function onceInserted(reader, then) {
  let done = false;
  reader.on('status', ({ state, atr }) => {
    if (done || (state & reader.SCARD_STATE_PRESENT) === 0) return;
    done = true;
    reader.seenAtr = atr.toString('hex').toUpperCase();
    then();
  });
}

function ask(reader) {
  reader.connect({ share_mode: reader.SCARD_SHARE_SHARED }, async (error, protocol) => {
    if (error) throw error;
    const answers = [];
    for (const apdu of apdus) answers.push(await transmit(reader, apdu, protocol));
    console.log(JSON.stringify({ readers: [...readers].sort(), atr: reader.seenAtr, answers }));
    process.kill(process.pid, 'SIGKILL');
  });
}

function transmit(reader, apdu, protocol) {
  return new Promise((resolve, reject) => {
    reader.transmit(Buffer.from(apdu, 'hex'), 0x10002, protocol, (error, answer) => {
      if (error) reject(error);
      else resolve(answer.toString('hex').toUpperCase());
    });
  });
}

function stopOnRemoval(reader) {
  let wasPresent = false;
  reader.on('status', ({ state }) => {
    const isPresent = (state & reader.SCARD_STATE_PRESENT) !== 0;
    if (isPresent && !wasPresent) console.log('present');
    if (!isPresent && wasPresent) {
      reader.close();
      pcsc.close();
      console.log('stopped');
    }
    wasPresent = isPresent;
  });
}
