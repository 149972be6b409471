import type { DirectImport } from './direct-imports.ts';

/** Who may import what. */
interface ImportRule {
  readonly words: string;
  readonly appliesTo: (path: string) => boolean;
  readonly allows: (target: string) => boolean;
}

const isIn =
  (...folders: readonly string[]) =>
  (path: string): boolean =>
    folders.some((folder) => path.startsWith(`${folder}/`));
const isProduct = isIn('main', 'preload', 'renderer');
const isOurs = isIn('main', 'preload', 'renderer', 'test');
const isDesktop = (path: string): boolean => path === 'main/desktop.ts' || isIn('main/desktop')(path);
const isRoot = (path: string): boolean => path === 'main/service.ts' || path === 'main/desktop.ts';
const isDesktopPackage = (target: string): boolean => /^electron(-store|-updater)?(\/|$)/.test(target);

const RULES: readonly ImportRule[] = [
  {
    words: 'main/sync imports only itself',
    appliesTo: isIn('main/sync'),
    allows: isIn('main/sync'),
  },
  {
    words: 'preload/contract imports only itself and zod',
    appliesTo: isIn('preload/contract'),
    allows: (target) => isIn('preload/contract')(target) || target === 'zod',
  },
  {
    words: 'renderer imports only preload/contract from outside itself, and packages for the browser',
    appliesTo: isIn('renderer'),
    allows: (target) =>
      isOurs(target) ? isIn('renderer', 'preload/contract')(target) : !target.startsWith('node:'),
  },
  {
    words: 'only main/desktop imports electron, electron-store and electron-updater',
    // A preload script runs inside Electron: it is the one other place that cannot do without.
    appliesTo: (path) => isProduct(path) && !isDesktop(path) && path !== 'preload/preload.ts',
    allows: (target) => !isDesktopPackage(target),
  },
  {
    words: 'only main/desktop imports main/desktop',
    appliesTo: (path) => isProduct(path) && !isDesktop(path),
    allows: (target) => !isIn('main/desktop')(target),
  },
  {
    words: 'nobody imports a composition root',
    appliesTo: isOurs,
    allows: (target) => !isRoot(target),
  },
  {
    words: 'product code never imports tests or simulators',
    appliesTo: isProduct,
    allows: (target) => !isIn('test')(target),
  },
];

/** Says which imports break a rule of the architecture, each in one line. */
export function brokenImportRules(imports: readonly DirectImport[]): readonly string[] {
  return imports.flatMap(({ from, to }) =>
    RULES.filter((rule) => rule.appliesTo(from) && !rule.allows(to)).map(
      (rule) => `${from} imports ${to}: ${rule.words}.`,
    ),
  );
}
