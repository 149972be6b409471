import * as z from 'zod';
import type { ProviderKind } from '../sync/model.ts';

/** The apps ReadyMeet itself is registered as; a provider without one is left out. */
export type BuiltInClients = Readonly<
  Partial<Record<ProviderKind, { readonly clientId: string; readonly clientSecret: string | null }>>
>;

/** Put in its place by the build, as JSON of `clientsOfEnvironment`. */
declare const READYMEET_CLIENTS: unknown;

const clientSchema = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1).nullable() });
const clientsSchema = z.partialRecord(z.enum(['zoom', 'teams', 'meet']), clientSchema);

/** The apps that were compiled in; none where the build put none in, as when the sources are run as they are. */
export function builtInClients(): BuiltInClients {
  return typeof READYMEET_CLIENTS === 'undefined' ? {} : clientsSchema.parse(READYMEET_CLIENTS);
}

/**
 * Reads the apps to compile in from the environment of the build: `READYMEET_ZOOM_CLIENT_ID`,
 * `READYMEET_TEAMS_CLIENT_ID`, `READYMEET_MEET_CLIENT_ID`, and `…_CLIENT_SECRET` where the app has one (Google's).
 * For `define: { READYMEET_CLIENTS: JSON.stringify(clientsOfEnvironment(process.env)) }` in a bundler's configuration.
 */
export function clientsOfEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): BuiltInClients {
  const clientOf = (name: string) => {
    const clientId = environment[`READYMEET_${name}_CLIENT_ID`]?.trim() ?? '';
    const clientSecret = environment[`READYMEET_${name}_CLIENT_SECRET`]?.trim() ?? '';
    return clientId === '' ? null : { clientId, clientSecret: clientSecret === '' ? null : clientSecret };
  };
  const [zoom, teams, meet] = [clientOf('ZOOM'), clientOf('TEAMS'), clientOf('MEET')];
  return {
    ...(zoom === null ? {} : { zoom }),
    ...(teams === null ? {} : { teams }),
    ...(meet === null ? {} : { meet }),
  };
}
