import assert from 'node:assert/strict';
import { SEED } from '../../../src/portal/simulator/organisations/seed.ts';
import type { PortalWalk } from './walk.ts';

/** What the menu does to certificates, and that the explorer shows it at once. */
export function certificates(walk: PortalWalk): void {
  describe('the certificates of the menu', () => {
    let name = '';
    let serial = '';
    let signing = '';
    let encryption = '';

    before(async () => {
      const { cards } = await walk.seed();
      const card = cards.find(({ profile }) => profile === 'mali-muhur');
      const find = (purpose: string): string =>
        card?.certificates.find((one) => one.purpose === purpose)?.serialNumber ?? '';
      [name, serial] = [card?.name ?? '', card?.serial ?? ''];
      [signing, encryption] = [find('signing'), find('encryption')];
    });

    it('are on hold in the explorer as soon as the delivered card is in a reader', async () => {
      const { say } = walk;
      await walk.insert(name);
      await walk.seeInExplorer(say.signing, say.onHold);
      await walk.seeInExplorer(say.encryption, say.onHold);
    });

    it('Kullanıma Aç puts one in use', async () => {
      const { portal, say } = walk;
      await portal.press('activate', portal.row(signing));
      await portal.hear(say.inUse);
      await portal.row(signing).getByText('GEÇERLİ').waitFor();
      await walk.seeInExplorer(say.signing, say.active);
      await walk.look('activated');
    });

    it('Askıya Al asks; whoever thinks better of it is where they were', async () => {
      const { portal, say, workbench } = walk;
      await portal.press('suspend', portal.row(signing));
      await workbench.page.locator('.monaco-dialog-box', { hasText: say.holdAsk }).waitFor();
      await walk.look('suspend-question');
      await workbench.page.keyboard.press('Escape');
      await portal.button('suspend', portal.row(signing)).and(portal.focused).waitFor();
      await portal.row(signing).getByText('GEÇERLİ').waitFor();
    });

    it('Askıya Al puts it on hold, and the row of the explorer activates it again', async () => {
      const { portal, say, workbench } = walk;
      await portal.press('suspend', portal.row(signing));
      await workbench.answerDialog(say.holdAsk, say.hold);
      await portal.hear(say.isOnHold);
      await walk.seeInExplorer(say.signing, say.onHold);
      await workbench.chooseFromMenu(workbench.row(say.signing), say.activateRow);
      await portal.hear(say.inUse);
      await walk.seeInExplorer(say.signing, say.active);
    });

    it('Sertifikamı İptal Et says what it means and wants the serial number typed', async () => {
      const { portal, say } = walk;
      await portal.press('revoke', portal.row(encryption));
      await portal.see('revoke');
      await walk.look('revoke');
      await portal.press('revoke');
      await portal.complains('confirmed', say.empty);
      await portal.type('confirmed', signing);
      await portal.press('revoke');
      await portal.complains('confirmed', say.otherSerial);
      assert.equal(await portal.valueOf('confirmed'), signing, 'what was typed is kept');
      await walk.look('revoke-other-serial');
    });

    it('revokes with the reason and the serial number', async () => {
      const { portal, say } = walk;
      await portal.choose(say.superseded);
      await portal.type('confirmed', encryption);
      await portal.press('revoke');
      await portal.see('menu');
      await portal.hear(say.isRevoked);
      await portal.row(encryption).getByText('İPTAL', { exact: true }).waitFor();
      await walk.seeInExplorer(say.encryption, say.revoked);
      await walk.look('revoked');
    });

    it('Yenileme tells the fee and delivers a card, its certificates on hold', async () => {
      const { portal, say } = walk;
      const before = (await walk.seed()).cards.length;
      await portal.press('renew', portal.card(serial));
      await portal.see('renew');
      await walk.look('renewal');
      await portal.press({ words: say.order });
      await portal.see('menu');
      await portal.hear(say.delivered);
      const { cards } = await walk.seed();
      assert.equal(cards.length, before + 1);
      await portal.page
        .getByText(cards.at(-1)?.name ?? '')
        .first()
        .waitFor();
      await walk.look('renewed');
    });

    it('Bilgi Güncelle says at the field what is wrong, keeps what was typed, and saves', async () => {
      const { portal, say } = walk;
      await portal.press('details');
      await portal.see('details');
      await portal.type('address', 'Yeni Sokak 5, Ankara');
      await portal.type('phone', '12345');
      await portal.press({ words: say.save });
      await portal.complains('phone', say.wrongForm);
      assert.equal(await portal.valueOf('address'), 'Yeni Sokak 5, Ankara');
      await walk.look('details-wrong-phone');
      await portal.type('phone', '0555 765 43 21');
      await portal.press({ words: say.save });
      await portal.hear(say.saved);
      await walk.look('details-saved');
      const { address, phone } = await walk.simulator.organisation(SEED.vkn);
      assert.deepEqual([address, phone], ['Yeni Sokak 5, Ankara', '+905557654321']);
      await portal.press('menu');
      await portal.see('menu');
    });
  });
}
