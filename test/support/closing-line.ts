import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends the run with one plain line that any tool can read: `N passed, N failed, N skipped`. Before it stand the tests
 * that passed only when tried again, by name: each is a fault of the test or of the app, to be looked for.
 */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    const triedAgain: string[] = [];
    for (const module of modules) {
      const failedBefore = count.failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (test.diagnostic()?.flaky) {
          const [why] = test.result().errors ?? [];
          triedAgain.push(`${module.relativeModuleId} > ${test.fullName}: ${why?.message}`);
        }
        if (state === 'passed' || state === 'failed' || state === 'skipped') count[state] += 1;
      }
      // A file that cannot even be read, or set up, has no tests that failed.
      if (module.state() === 'failed' && count.failed === failedBefore) count.failed += 1;
    }
    if (triedAgain.length > 0) console.log(`\nPassed when tried again:\n${triedAgain.join('\n')}`);
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  }
}
