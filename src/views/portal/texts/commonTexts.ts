import * as l10n from '@vscode/l10n';
import type { CommonSentence } from '../protocol/texts.ts';

/** What stands on every screen, and on those before the sign-in. */
export function commonTexts(): Record<CommonSentence, string> {
  return {
    simulation: l10n.t('Simulation, not Kamu SM'),
    simulationMeaning: l10n.t(
      'A simulation on this computer. It is not Kamu SM, and nothing is sent to Kamu SM.',
    ),
    back: l10n.t('Back'),
    home: l10n.t('Home'),
    trail: l10n.t('Where you are'),
    cancel: l10n.t('Cancel'),
    noAnswer: l10n.t('There was no answer in time. Look at what is shown, then try again.'),
    movedClock: l10n.t('Simulated time: {0}'),
    signedIn: l10n.t('Signed in: {0}'),
    guideStep: l10n.t('Guide, step {0}'),
    guideName: l10n.t('Kamu SM guide for new owners of a mali mühür'),
    portalName: l10n.t('Mali Mühür portal'),
    homeLead: l10n.t('First the driver of your card reader, then the work with your certificate.'),
    driversFor: l10n.t(
      'The driver for {0} comes from Kamu SM’s own page, which opens in your browser.',
    ),
    checkComputer: l10n.t('Check This Computer'),
    checkComputerFor: l10n.t(
      'Reader, card, its software and the network: the doctor names what to mend first.',
    ),
    openDrivers: l10n.t('Open the Official Page'),
    opensOutside: l10n.t('Opens in your browser'),
    goOnline: l10n.t('Activate, revoke or renew certificates, see your PIN, unlock a card.'),
    onlineLead: l10n.t('Choose the service for your certificate.'),
    ...realCardTexts(),
  };
}

function realCardTexts() {
  return {
    start: l10n.t('Start the Simulator'),
    tryAgain: l10n.t('Try Again'),
    lookAgain: l10n.t('Look Again'),
    unavailable: l10n.t('The Portal Does Not Answer'),
    realCard: l10n.t('This Is a Real Card'),
    realCardLead: l10n.t('In “{0}” there is a real card. The simulation does not touch it.'),
    realCardWhy: l10n.t(
      'How Kamu SM unlocks a real card is not public. It takes Kamu SM’s own program; here you see the ways that lead to it.',
    ),
    newWay: l10n.t('The newer portal'),
    newWaySteps: l10n.t(
      'Sign in, choose {0}, and note the approval code. Run KamuSMeImzaUygulamasi.jar, paste the code, choose card and certificate, and type the new PIN twice. Confirm with the SMS code and press {1}.',
    ),
    oldWay: l10n.t('The older portal'),
    oldWaySteps: l10n.t(
      'Under {0} choose {1}, sign in, and press {2}. Cards of this time also list their PIN there, under {3}.',
    ),
    needs: l10n.t('What you need'),
    needsText: l10n.t('Java, the AKİS software, and the mobile phone of your application.'),
    neverPuk: l10n.t(
      'Never try PUKs out: after three wrong ones the card is lost, and a new one costs a fee.',
    ),
    callCentre: l10n.t('Call centre of Kamu SM: {0}'),
    openNewPortal: l10n.t('Open the Newer Portal'),
    openOldPortal: l10n.t('Open the Older Portal'),
  };
}
