// Loaded before a server: answers each message of its parent with its memory, once all garbage is collected.
// It lives outside of the program it looks at, which knows nothing of it.
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('message', () => {
    for (let times = 0; times < 3; times++) globalThis.gc?.();
    const { rss, heapUsed, external } = process.memoryUsage();
    process.send?.({ rss, heapUsed, external });
  });
  process.channel?.unref();
}
