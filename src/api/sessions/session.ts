/** How long a session lasts without being used, in microseconds (contract of the family, section 12). */
export const idleLife = 12 * 3_600_000_000;
/** How long a session lasts at most, in microseconds. */
export const longestLife = 7 * 24 * 3_600_000_000;
/** After how long its use is recorded again, in microseconds, so that reads cost no write. */
export const useInterval = 600_000_000;

/** What the text that stands for a session begins with: no header can begin with it, so no key is taken for one. */
export const sessionMark = '\0';

/** The text whose hash is stored for a session with this cookie. */
export const sessionText = (cookie: string) => sessionMark + cookie;
