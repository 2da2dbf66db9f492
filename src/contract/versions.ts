/** The versions of the API, the oldest first. */
export const versions = ['2023-01-01', '2023-06-01', '2026-10-21'];
