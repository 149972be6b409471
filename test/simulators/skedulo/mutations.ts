import { isObjectType } from 'graphql';
import type { GraphQLObjectType, SelectionSetNode } from 'graphql';
import { isRow } from './columns.ts';
import type { OfficeMutation, SkeduloOffice } from './office.ts';
import { QueryError } from './query-error.ts';
import type { Row } from './rows.ts';
import { bindSelection, collectFields } from './selection.ts';
import type { BoundField, SelectionContext } from './selection.ts';
import type { SimulatedTenant } from './tenant.ts';

export interface MutationContext {
  readonly office: SkeduloOffice;
  readonly tenant: SimulatedTenant;
  readonly userId: string;
  readonly nowMs: number;
}

const NOT_NULLABLE = new Set(['JobStatus', 'Duration', 'RegionId', 'IsGroupEvent', 'Locked']);

/** Applies the operations of one request in order, in one transaction: all of them, or none. */
export function applyMutations(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  selection: SelectionContext,
  context: MutationContext,
): Row {
  const undo: (() => void)[] = [];
  const mutations: OfficeMutation[] = [];
  const deletions: string[] = [];
  const data: Record<string, unknown> = {};
  try {
    for (const field of collectFields(type, selections, selection)) {
      data[field.key] = applyOne(field, selection, context, undo, mutations, deletions);
    }
  } catch (error) {
    for (const step of undo.toReversed()) step();
    throw error;
  }
  context.office.mutations.push(...mutations);
  for (const uid of deletions) context.office.deleteJob(uid);
  return data;
}

function applyOne(
  field: BoundField,
  selection: SelectionContext,
  context: MutationContext,
  undo: (() => void)[],
  mutations: OfficeMutation[],
  deletions: string[],
): unknown {
  const { office } = context;
  if (field.name === 'getJobs') {
    const row = office.visibleJob(String(field.args.id));
    const jobs = selection.schema.getType('Jobs');
    return row === null || !isObjectType(jobs) ? null : bindSelection(jobs, field.selections, selection)(row);
  }
  if (field.name === 'deleteJobs') {
    const uid = String(field.args.UID);
    if (office.visibleJob(uid) === null) throw new QueryError(`Jobs record not found: ${uid}`);
    deletions.push(uid);
    return uid;
  }
  if (!isRow(field.args.input)) throw new QueryError('Missing required field');
  const { UID, ...fields } = field.args.input;
  const uid = String(UID);
  refuseBadUpdate(uid, fields, context);
  undo.push(office.changeJob(uid, normalized(fields), context.userId));
  mutations.push({ uid, fields, atMs: context.nowMs });
  return uid;
}

function refuseBadUpdate(uid: string, fields: Row, { office, tenant }: MutationContext): void {
  const row = office.visibleJob(uid);
  if (row === null) throw new QueryError(`Jobs record not found: ${uid}`);
  if (row.Locked && tenant.areLockedJobsRefused && fields.Locked !== false) {
    throw new QueryError(`Job ${row.Name} is locked and cannot be updated`);
  }
  for (const [name, value] of Object.entries(fields)) {
    if (value === null && NOT_NULLABLE.has(name)) throw new QueryError(`Missing required field '${name}'`);
  }
  for (const [name, most] of Object.entries(tenant.maxLengths)) {
    const value = fields[name];
    if (most !== null && typeof value === 'string' && value.length > most) {
      throw new QueryError(`Value too long for field '${name}' (maximum ${String(most)}): ${value}`);
    }
  }
}

/** Instants are kept in one spelling, whatever offset they came with. */
function normalized(fields: Row): Row {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) =>
      (name === 'Start' || name === 'End') && typeof value === 'string'
        ? [name, new Date(value).toISOString()]
        : [name, value],
    ),
  );
}
