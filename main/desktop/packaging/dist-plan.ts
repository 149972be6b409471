/** What is known of the Electron runtime when packing begins. */
export type Runtime = 'given' | 'fetched' | 'missing';

/** Said where there is no runtime to pack with. */
export const NO_RUNTIME =
  'The Electron runtime is not on this computer and could not be downloaded, so ReadyMeet cannot be packed here. ' +
  'Connect to the internet and try again, or name a folder with an unpacked runtime: ' +
  'npm run dist -- -c.electronDist=FOLDER';

/** Whether the arguments name a runtime of their own, so that none has to be fetched. */
export function namesRuntime(args: readonly string[]): boolean {
  return args.some((argument) => /^(-c|--config)\.electronDist(=|$)/.test(argument));
}

/** The arguments of electron-builder: ours first, so that what a person adds wins. Nothing is ever published. */
export function builderArguments(args: readonly string[]): readonly string[] {
  return ['--config', 'electron-builder.yml', '--publish', 'never', ...args];
}
