/** An address as two are compared: letter case is ignored. */
export const addressOf = (email: string) => email.toLowerCase();

/**
 * An address as filters compare it: letter case and a plus tag are ignored (contract of the family, section 2). A space is a
 * plus that wasn’t encoded in a query.
 */
export const mailboxOf = (email: string) => addressOf(email).replace(/[+ ][^@]*(?=@)/, '');

/** What is accepted as an address: something on both sides of one `@`, without spaces and control characters. */
export const emailPattern = '^[^\\s@\\x00-\\x1f\\x7f]+@[^\\s@\\x00-\\x1f\\x7f]+$';

/** Maximum length of an address, in characters. */
export const longestEmail = 254;
