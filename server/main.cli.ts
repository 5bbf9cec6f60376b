// The command line as a node process.
import './node/compile-cache.ts';

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

// In a file of its own, which is all that a second run need not compile again.
void import('./cli/program.ts').then(({ runCommandLine }) => runCommandLine(process.argv));
