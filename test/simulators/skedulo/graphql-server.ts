import {
  execute,
  getNamedType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isObjectType,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { DocumentNode, GraphQLObjectType, GraphQLSchema } from 'graphql';
import { followLookup, isRow } from './columns.ts';
import { createLists } from './lists.ts';
import type { Arguments } from './lists.ts';
import { applyMutations } from './mutations.ts';
import type { SkeduloOffice } from './office.ts';
import { QueryError } from './query-error.ts';
import type { Row } from './rows.ts';
import { buildSkeduloSchema, LISTED_OBJECTS } from './schema.ts';
import type { ListedObject } from './schema.ts';
import { bindSelection, collectFields } from './selection.ts';
import type { BoundField, SelectionContext } from './selection.ts';
import type { SimulatedTenant } from './tenant.ts';

export interface GraphqlCall {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  /** Who asks, for LastModifiedById. */
  readonly userId: string;
}

export interface GraphqlReply {
  readonly status: 200 | 400;
  readonly body: { readonly data: unknown; readonly errors?: readonly unknown[] };
}

const KEPT_DOCUMENTS = 50;

/**
 * Answers GraphQL. Documents and variables are checked by the reference implementation against a real schema;
 * execution takes a shortcut, so that an office of 10,000 jobs answers in milliseconds.
 */
export function createGraphqlServer(
  office: SkeduloOffice,
  tenant: SimulatedTenant,
  nowMs: () => number,
): (call: GraphqlCall) => GraphqlReply {
  const schema = buildSkeduloSchema();
  const lists = createLists(schema, office, tenant);
  const documents = new Map<string, DocumentNode>();

  const documentOf = (query: string): DocumentNode => {
    const kept = documents.get(query);
    if (kept !== undefined) return kept;
    const document = parse(query);
    const errors = validate(schema, document);
    if (errors.length > 0) throw new QueryError(errors.map((error) => error.message).join('; '));
    documents.set(query, document);
    const [oldest] = documents.keys();
    if (documents.size > KEPT_DOCUMENTS && oldest !== undefined) documents.delete(oldest);
    return document;
  };

  const contextFor = (
    isUnderLimit: boolean,
    base: Pick<SelectionContext, 'variables' | 'fragments'>,
  ): SelectionContext => ({
    ...base,
    schema,
    bindRelation: (typeName, field, args) => bindRelation(typeName, field, args, isUnderLimit),
  });

  const bindRelation = (
    typeName: string,
    field: string,
    args: Arguments,
    isUnderLimit: boolean,
  ): ((row: Row) => unknown) | null => {
    if (typeName === 'Jobs' && (field === 'Attendees' || field === 'JobAllocations')) {
      const rowsByJob = field === 'Attendees' ? office.attendees : office.allocations;
      return (row) => lists.children(field, rowsByJob.get(String(row.UID)) ?? [], args, isUnderLimit);
    }
    if (field === 'Contact' || field === 'Region' || field === 'Resource') {
      return (row) => followLookup(office, field, row);
    }
    return null;
  };

  const runQuery = (
    fields: readonly BoundField[],
    base: Pick<SelectionContext, 'variables' | 'fragments'>,
  ): Row => {
    const data: Record<string, unknown> = {};
    for (const field of fields) {
      const { key, name, args } = field;
      const bind = bindSelection(
        rootType(schema, field),
        field.selections,
        contextFor(args.limit !== undefined, base),
      );
      const listed = listedObject(name);
      if (listed !== null) data[key] = bind(lists.connection(listed, args));
      else {
        const row = office.visibleJob(String(args.UID));
        data[key] = row === null ? null : bind(row);
      }
    }
    return data;
  };

  const run = (call: GraphqlCall): Row => {
    const document = documentOf(call.query);
    const operation = getOperationAST(document, call.operationName);
    if (operation === null || operation === undefined) throw new QueryError('Unknown operation');
    const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], call.variables);
    if (coerced.errors !== undefined)
      throw new QueryError(coerced.errors.map((error) => error.message).join('; '));
    const base = { variables: coerced.coerced, fragments: document.definitions };
    const isMutation = operation.operation === OperationTypeNode.MUTATION;
    const root = isMutation ? schema.getMutationType() : schema.getQueryType();
    if (root === null || root === undefined) throw new QueryError('Unknown operation');
    const context = contextFor(false, base);
    const fields = collectFields(root, [operation.selectionSet], context);
    if (!isMutation) return runQuery(fields, base);
    const data: Record<string, unknown> = {};
    for (const field of fields) {
      data[field.key] = applyMutations(rootType(schema, field), field.selections, context, {
        office,
        tenant,
        userId: call.userId,
        nowMs: nowMs(),
      });
    }
    return data;
  };

  return (call) => {
    try {
      if (/\b__(schema|type)\b/.test(call.query)) return introspect(schema, call.query);
      return { status: 200, body: { data: run(call) } };
    } catch (error) {
      if (!(error instanceof QueryError) && !(error instanceof GraphQLError)) throw error;
      return {
        status: 400,
        body: { data: null, errors: [{ message: error.message, location: { line: '1', column: '1' } }] },
      };
    }
  };
}

function rootType(schema: GraphQLSchema, field: BoundField): GraphQLObjectType {
  const type = schema.getType(getNamedType(field.type).name);
  if (!isObjectType(type)) throw new QueryError(`Field '${field.name}' has no fields of its own`);
  return type;
}

function listedObject(name: string): ListedObject | null {
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return LISTED_OBJECTS.find((object) => object === capital) ?? null;
}

function introspect(schema: GraphQLSchema, query: string): GraphqlReply {
  const result = execute({ schema, document: parse(query) });
  return { status: 200, body: { data: isRow(result) && 'data' in result ? result.data : null } };
}
