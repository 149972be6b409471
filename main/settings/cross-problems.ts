import { z } from 'zod';
import type { Result } from '../sync/failure.ts';
import type { ProviderKind } from '../sync/model.ts';
import type { FieldProblem } from './environment.ts';

/** Rules that other rooms know. */
export interface CrossRules {
  /** Says in words what is wrong with a meeting password for a provider; null when nothing is. */
  readonly validateMeetingPassword: (kind: ProviderKind, password: string) => string | null;
  /** Reads a sender such as `Acme Care <care@acme.test>`. */
  readonly parseSender: (text: string) => Result<unknown>;
}

const kindSchema = z.enum(['zoom', 'teams', 'meet']);
const textSchema = z.string().min(1);
const switchSchema = z.boolean().default(true);
const partSchema = z.record(z.string(), z.unknown());

/** Finds what is wrong with fields taken together, also when other fields are wrong by themselves. */
export function findCrossProblems(file: unknown, rules: CrossRules): readonly FieldProblem[] {
  return [...passwordProblems(file, rules), ...mailProblems(file, rules)];
}

function passwordProblems(file: unknown, { validateMeetingPassword }: CrossRules): readonly FieldProblem[] {
  const kind = kindSchema.safeParse(valueAt(file, 'provider', 'kind'));
  const password = textSchema.safeParse(valueAt(file, 'automation', 'meetingPassword'));
  if (!kind.success || !password.success) return [];
  const words = validateMeetingPassword(kind.data, password.data);
  return words === null ? [] : [{ field: 'automation.meetingPassword', words }];
}

function mailProblems(file: unknown, { parseSender }: CrossRules): readonly FieldProblem[] {
  const sending = switchSchema.safeParse(valueAt(file, 'automation', 'sendIcsToRecipients'));
  const mail = valueAt(file, 'mail');
  if (mail === undefined || mail === null) {
    const isNeeded = partSchema.safeParse(file).success && sending.success && sending.data;
    if (!isNeeded) return [];
    const words = 'is missing. Add the part "mail", or set automation.sendIcsToRecipients to false.';
    return [{ field: 'mail', words }];
  }
  const from = textSchema.safeParse(valueAt(mail, 'from'));
  if (!from.success || from.data.trim() === '') return [];
  const sender = parseSender(from.data);
  return sender.ok ? [] : [{ field: 'mail.from', words: sender.failure.message }];
}

function valueAt(value: unknown, ...path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    const part = partSchema.safeParse(current);
    current = part.success && Object.hasOwn(part.data, key) ? part.data[key] : undefined;
  }
  return current;
}
