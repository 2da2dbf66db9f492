/** A key of this API, whoever issued it. What is shorter is a hint. */
const keys = /sk-ant-[\w-]{16,}([\w-]{4})/g;

/** A text without keys of this API, of which only the last four characters are left. */
export const maskKeys = (text: string) =>
  // A search that begins with a rare character takes a tenth of the time.
  text.includes('-ant-') ? text.replace(keys, '…$1') : text;
