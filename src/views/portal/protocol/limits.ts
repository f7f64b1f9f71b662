/** Longer than anything but a person at a dialog; the page then says that it got no answer. */
export const ANSWER_SECONDS = 120;
