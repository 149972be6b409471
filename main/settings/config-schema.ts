import { z } from 'zod';
import {
  numberBetween,
  optionalInstant,
  optionalPassword,
  optionalText,
  optionalUrl,
  requiredText,
  yesOrNo,
} from './config-fields.ts';

const missingPart = (part: string) => ({
  error: ({ input }: { readonly input?: unknown }) =>
    input === undefined ? `is missing. Add the part "${part}".` : 'must be an object in braces: { … }.',
});

const wrongKind = 'must be "zoom", "teams" or "meet".';

const smtp = z
  .strictObject(
    {
      host: requiredText('the name of the mail server'),
      port: numberBetween(1, 65_535, true).nullish(),
      secure: yesOrNo(false),
      requireTls: yesOrNo(true),
      user: optionalText('the user name at the mail server'),
      password: optionalPassword('the password at the mail server'),
    },
    missingPart('smtp'),
  )
  .superRefine(({ user, password }, context) => {
    if ((user === null) === (password === null)) return;
    context.addIssue({
      code: 'custom',
      path: [user === null ? 'user' : 'password'],
      message:
        user === null
          ? 'is missing, though there is a password. Give both, or neither where the server asks for none.'
          : 'is missing, though there is a user. Give both, or neither where the server asks for none.',
    });
  })
  // The ports of RFC 8314 section 3.3 and RFC 6409 section 3.1.
  .transform((server) => ({ ...server, port: server.port ?? (server.secure ? 465 : 587) }));

/** The configuration file of the service: what it may hold, with defaults. Unknown keys are refused. */
const NOT_PLAIN = 'holds a character that cannot be in it. Copy it again from the registration.';

/** Printable ASCII is all that RFC 6749 appendix A allows in client ids and secrets. */
function isPlainText(text: string): boolean {
  return /^[\x20-\x7E]*$/.test(text);
}

export const configSchema = z.strictObject(
  {
    dataDir: requiredText('the folder in which ReadyMeet keeps its data'),
    skedulo: z.strictObject(
      { apiUrl: optionalUrl(), apiToken: requiredText('the API token made in Skedulo') },
      missingPart('skedulo'),
    ),
    provider: z.strictObject(
      {
        kind: z.enum(['zoom', 'teams', 'meet'], {
          error: ({ input }) => (input === undefined ? `is missing: it ${wrongKind}` : wrongKind),
        }),
        clientId: requiredText('the client id of the app registered at the provider').refine(isPlainText, {
          error: NOT_PLAIN,
        }),
        clientSecret: optionalText('the client secret').refine((text) => text === null || isPlainText(text), {
          error: NOT_PLAIN,
        }),
        apiUrl: optionalUrl(),
        authorizeUrl: optionalUrl(),
        tokenUrl: optionalUrl(),
        revokeUrl: optionalUrl(),
        limits: z
          .strictObject(
            {
              perSecond: numberBetween(0.001, 10_000, false).nullish().transform(orNull),
              perDay: numberBetween(1, 10_000_000, true).nullish().transform(orNull),
            },
            missingPart('limits'),
          )
          .default({ perSecond: null, perDay: null }),
        account: z.strictObject(
          {
            refreshToken: requiredText('the refresh token of the account that holds the meetings'),
            accessToken: optionalText('the access token'),
            expiresAt: optionalInstant(),
          },
          missingPart('account'),
        ),
      },
      missingPart('provider'),
    ),
    automation: z
      .strictObject(
        {
          meetingPassword: optionalPassword('the password of new meetings'),
          enableAttendees: yesOrNo(false),
          sendIcsToRecipients: yesOrNo(true),
        },
        missingPart('automation'),
      )
      .default({ meetingPassword: null, enableAttendees: false, sendIcsToRecipients: true }),
    mail: z
      .strictObject(
        { from: requiredText('the sender, such as Acme Care <care@acme.test>'), smtp },
        missingPart('mail'),
      )
      .nullish()
      .transform(orNull),
    sync: z
      .strictObject(
        {
          pollSeconds: numberBetween(5, 86_400, false).default(30),
          concurrency: numberBetween(1, 32, true).default(8),
        },
        missingPart('sync'),
      )
      .default({ pollSeconds: 30, concurrency: 8 }),
  },
  { error: 'the file must hold one object in braces: { … }.' },
);

export type ConfigFile = z.infer<typeof configSchema>;

function orNull<T>(value: T | null | undefined): T | null {
  return value ?? null;
}
