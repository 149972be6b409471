import type { MenuItemConstructorOptions } from 'electron';

/** What was clicked with the other mouse button: as much of Electron's `ContextMenuParams` as is needed. */
export interface EditPlace {
  readonly isEditable: boolean;
  readonly selectionText: string;
  readonly editFlags: {
    readonly canCut: boolean;
    readonly canCopy: boolean;
    readonly canPaste: boolean;
    readonly canSelectAll: boolean;
  };
}

/** As much of Electron's `WebContents` as is needed. */
export interface EditableContents {
  on(event: 'context-menu', listener: (event: unknown, place: EditPlace) => void): unknown;
}

/**
 * The menu of the other mouse button, which Electron leaves out: without it a token could be pasted only by those who
 * know the keys. Null where there is nothing to cut, copy or paste.
 */
export function editMenuTemplate(place: EditPlace): MenuItemConstructorOptions[] | null {
  const { isEditable, selectionText, editFlags } = place;
  const copy: MenuItemConstructorOptions = { role: 'copy', enabled: editFlags.canCopy };
  if (!isEditable) return selectionText.trim() === '' ? null : [copy];
  return [
    { role: 'cut', enabled: editFlags.canCut },
    copy,
    { role: 'paste', enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', enabled: editFlags.canSelectAll },
  ];
}

/** Shows that menu wherever it has something to offer. */
export function offerEditMenu(
  contents: EditableContents,
  show: (template: MenuItemConstructorOptions[]) => void,
): void {
  contents.on('context-menu', (_event, place) => {
    const template = editMenuTemplate(place);
    if (template !== null) show(template);
  });
}
