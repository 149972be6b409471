/** The part of `write-file-atomic` 8 that is used; the package brings no types: https://github.com/npm/write-file-atomic */
declare module 'write-file-atomic' {
  interface WriteFileAtomicOptions {
    readonly mode?: number;
    readonly encoding?: 'utf8';
    /** True unless told. */
    readonly fsync?: boolean;
  }

  export default function writeFileAtomic(
    file: string,
    data: string,
    options?: WriteFileAtomicOptions,
  ): Promise<void>;
}
