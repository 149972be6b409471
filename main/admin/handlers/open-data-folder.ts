import type { Handler } from '../admin-context.ts';
import { answerOf, refuse } from '../answers.ts';

/** Shows the folder with ledger, settings and log. */
export const openDataFolder: Handler<'open-data-folder'> = async (_input, { dataFolder, shell }) => {
  if (shell.openFolder === null) {
    return refuse('no-file-manager', `ReadyMeet cannot open folders here. The data is in ${dataFolder}.`);
  }
  return answerOf(await shell.openFolder(dataFolder));
};
