import * as l10n from '@vscode/l10n';

type Scenario =
  | 'delivered'
  | 'active'
  | 'suspended'
  | 'revoked'
  | 'expired'
  | 'expiring'
  | 'pin-blocked'
  | 'puk-blocked'
  | 'signing-certificate-missing';

const scenarios: Readonly<Record<Scenario, readonly [name: () => string, what: () => string]>> = {
  delivered: [
    () => l10n.t('Freshly delivered'),
    () => l10n.t('certificates on hold (ASKIDA) until Kullanıma Aç'),
  ],
  active: [() => l10n.t('In use'), () => l10n.t('certificates valid (GEÇERLİ)')],
  suspended: [() => l10n.t('Suspended'), () => l10n.t('was in use, then Askıya Al')],
  revoked: [() => l10n.t('Revoked'), () => l10n.t('certificates revoked (İPTAL)')],
  expired: [() => l10n.t('Expired'), () => l10n.t('certificates past their end')],
  expiring: [() => l10n.t('Expiring'), () => l10n.t('20 days left')],
  'pin-blocked': [() => l10n.t('PIN locked'), () => l10n.t('three wrong PINs: Kilit Çözme')],
  'puk-blocked': [() => l10n.t('PUK locked'), () => l10n.t('the card is dead: renewal')],
  'signing-certificate-missing': [
    () => l10n.t('Signing certificate missing'),
    () => l10n.t('only the encryption certificate is on the card'),
  ],
};

/** A state of the simulator's test organisations, by name. */
export function scenarioText(scenario: Scenario): string {
  return scenarios[scenario][0]();
}

export function scenarioDescription(scenario: Scenario): string {
  return scenarios[scenario][1]();
}

/** The portal's state of a certificate, for its row in the explorer: the official term stays. */
export function portalStateText(state: 'on-hold' | 'active' | 'revoked' | 'expired'): string {
  switch (state) {
    case 'on-hold':
      return l10n.t('on hold (ASKIDA)');
    case 'active':
      return l10n.t('valid (GEÇERLİ)');
    case 'revoked':
      return l10n.t('revoked (İPTAL)');
    case 'expired':
      return l10n.t('expired (SÜRESİ DOLMUŞ)');
  }
}
