import * as z from 'zod';

const idSchema = z.union([z.string().min(1), z.number().int()]).transform(String);
const textSchema = z.string().nullish().catch(null);

const dialInNumberSchema = z.object({
  number: z.string().min(1),
  country_name: textSchema,
  city: textSchema,
});

/**
 * A meeting as `POST /users/me/meetings` and `GET /meetings/{id}` answer it: only what ReadyMeet uses. Paid accounts
 * may leave the password out. `start_url`, a host credential, is dropped here.
 */
export const meetingSchema = z.object({
  id: idSchema,
  join_url: z.url({ protocol: /^https?$/ }),
  password: textSchema,
  settings: z
    .object({
      // One odd entry must not hide the others.
      global_dial_in_numbers: z.array(dialInNumberSchema.nullable().catch(null)).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});
export type ZoomMeeting = z.infer<typeof meetingSchema>;

/** One page of `GET /users/me/meetings`. Agendas are cut to 250 characters there. */
export const meetingPageSchema = z.object({
  meetings: z.array(z.object({ id: idSchema, agenda: textSchema, created_at: textSchema })),
  next_page_token: textSchema,
});

/** `GET /users/me`. */
export const userSchema = z.object({
  id: idSchema,
  email: z.string().min(1),
  display_name: textSchema,
  first_name: textSchema,
  last_name: textSchema,
  /** 1 is Basic, 2 Licensed. */
  type: z.number().nullish().catch(null),
});

/** The body of every error: `{code, message, errors?}`. */
export const errorSchema = z.object({
  code: z.coerce.number().catch(0),
  message: z.string().catch(''),
  errors: z
    .array(z.object({ field: z.string().catch(''), message: z.string().catch('') }))
    .nullish()
    .catch(null),
});
export type ZoomError = z.infer<typeof errorSchema>;
