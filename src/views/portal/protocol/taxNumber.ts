/** The rule of the tax number, so that the page can tell about a slip while one types. */
export { hasVknShape, isValidVkn } from '../../../pki/taxNumbers.ts';
