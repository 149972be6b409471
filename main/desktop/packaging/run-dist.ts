import { builderArguments, namesRuntime, NO_RUNTIME } from './dist-plan.ts';

/** What packing does to the outside world. */
export interface DistPorts {
  /** Has Electron's own installer put the runtime where it belongs; false when it cannot. */
  readonly fetchRuntime: () => Promise<boolean>;
  /** Builds page, program and preload script; false when that fails, which has been said then. */
  readonly build: () => Promise<boolean>;
  /** Runs electron-builder and gives its exit code. */
  readonly pack: (args: readonly string[]) => Promise<number>;
  readonly say: (words: string) => void;
}

/** Packs the app: first makes sure that there is a runtime, then builds, then packs. Returns the exit code. */
export async function runDist(args: readonly string[], ports: DistPorts): Promise<number> {
  if (!namesRuntime(args) && !(await ports.fetchRuntime())) {
    ports.say(NO_RUNTIME);
    return 1;
  }
  if (!(await ports.build())) return 1;
  return ports.pack(builderArguments(args));
}
