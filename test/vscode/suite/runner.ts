// Runs test files with Mocha inside VS Code's extension host. `run.ts` bundles it with the files of the suite.
import Mocha from 'mocha';

/** Loads the files in order, runs what they declare, and rejects when a test fails. */
export async function runSuite(files: readonly (() => Promise<unknown>)[]): Promise<void> {
  const mocha = new Mocha({ ui: 'tdd', timeout: 60_000, slow: 2_000 });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha);
  for (const load of files) await load();
  const nFailures = await new Promise<number>((settle) => mocha.run(settle));
  const nTests = mocha.suite.total();
  if (nTests === 0) throw new Error('the suite has no test');
  if (nFailures > 0) throw new Error(`${nFailures} of ${nTests} tests failed`);
}
