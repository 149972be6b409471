import type * as z from 'zod';
import type { ProviderAccount } from '../../sync/ports.ts';
import type { userSchema } from './zoom-schemas.ts';

const BASIC_USER = 1;

/** Describes the connected Zoom user. */
export function toAccount(user: z.infer<typeof userSchema>): ProviderAccount {
  const fullName = [user.first_name, user.last_name]
    .filter((part) => typeof part === 'string' && part !== '')
    .join(' ');
  return {
    id: user.id,
    name: [user.display_name, fullName].find((name) => typeof name === 'string' && name !== '') ?? user.email,
    email: user.email,
    notes:
      user.type === BASIC_USER
        ? ['This Zoom user has a Basic plan: Zoom ends its meetings after 40 minutes.']
        : [],
  };
}
