/** How long after a create its retries are recognised, in microseconds. */
export const replayWindow = 60_000_000;
