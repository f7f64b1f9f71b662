/** About what GİB asks of the parts of a signature. They never change an indication. */
export interface GibFindings {
  /** The seal is of another organisation than the one that sends: an integrator's, mostly. */
  'GIB-SIGNER-OTHER': { signer: string; party: string };
}
