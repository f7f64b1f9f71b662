import type { Simulator } from '../simulator.ts';
import { newRegistration, register } from './createOrganisation.ts';

/** What everybody knows of the organisation that is there from the start. */
export const SEED = {
  vkn: '1234567890',
  tradeName: 'Örnek Yazılım ve Danışmanlık Ltd. Şti. (TEST)',
  securityWord: 'deneme-sozcugu',
  phone: '+905551234567',
  tckn: '10000000146',
} as const;

/**
 * Registers the organisation of the first start, so that nobody has to type one: a seal as couriers
 * bring it, one with EC P-384 that is in use, and the e-imza of the signatory.
 */
export async function plantSeed(simulator: Simulator): Promise<void> {
  const registration = newRegistration(simulator, SEED);
  const { vkn, tradeName, signatory } = registration;
  const active = { state: 'active', since: simulator.clock.now() } as const;
  const seal = { vkn, profile: 'mali-muhur', owner: { vkn, tradeName } } as const;
  await register(simulator, registration, 'delivered', [
    seal,
    { ...seal, keyAlgorithm: 'EC-P384', issued: active },
    { vkn, profile: 'e-imza', owner: signatory, issued: active },
  ]);
}
