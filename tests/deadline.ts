// Loaded before every test file. A file that doesn't end, because of a hook or of something left open, fails and says what
// is open, instead of holding up the run. (Node's own `--test-timeout` bounds tests, but neither hooks nor files.)
const minutes = 4;

if (process.env.NODE_TEST_CONTEXT !== undefined) {
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ');
    console.error(`${process.argv[1]} hasn’t ended after ${minutes} minutes. Open: ${open}`);
    process.exit(1);
  }, minutes * 60_000).unref();
}
