import { z } from 'zod';
import { configSchema } from './config-schema.ts';
import type { FieldProblem } from './environment.ts';
import { nearestName } from './nearest-name.ts';

/** Turns the schema's findings into a line a field. */
export function toFieldProblems(issues: readonly z.core.$ZodIssue[]): readonly FieldProblem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code !== 'unrecognized_keys') return [{ field: path.join('.'), words: issue.message }];
    const known = knownNames(path);
    return issue.keys.map((key) => ({
      field: [...path, key].join('.'),
      words: `is not a setting. ${suggest(key, known)}`,
    }));
  });
}

function suggest(key: string, known: readonly string[]): string {
  const nearest = nearestName(key, known);
  if (nearest !== null) return `Did you mean "${nearest}"?`;
  return `Here one may write: ${known.join(', ')}.`;
}

/** The names that may stand at a place of the file. */
function knownNames(path: readonly string[]): readonly string[] {
  let schema: unknown = configSchema;
  for (const key of path) {
    const object = objectWithin(schema);
    schema = object === null ? null : object.shape[key];
  }
  return Object.keys(objectWithin(schema)?.shape ?? {});
}

/** Looks through defaults, optionals and checks for the object inside. */
function objectWithin(schema: unknown): z.ZodObject | null {
  if (schema instanceof z.ZodObject) return schema;
  if (schema instanceof z.ZodPipe) return objectWithin(schema.in);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return objectWithin(schema.unwrap());
  }
  return null;
}
