/** How long after a create its retries are recognised, in microseconds (contract, section 3). */
export const replayWindow = 60_000_000;
