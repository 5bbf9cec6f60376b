// Keeps what V8 compiled from one run to the next, where Node can. Imported first, for its effect on what is loaded after it.
import module from 'node:module';

/** Since Node 22.1, which the types of Node 20 do not know. `NODE_DISABLE_COMPILE_CACHE=1` turns it off. */
interface CompileCache {
  readonly enableCompileCache?: () => unknown;
}

(module as CompileCache).enableCompileCache?.();
