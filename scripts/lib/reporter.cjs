/** Mocha's spec output; also adds a line with the counts to the file that MUHUR_SUMMARY names. */
const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

class Reporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const file = process.env.MUHUR_SUMMARY;
    if (!file) return;
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      appendFileSync(file, `${JSON.stringify({ passes, failures, pending })}\n`);
    });
  }
}

module.exports = Reporter;
