import { getArgumentValues, getNamedType, isObjectType, Kind } from 'graphql';
import type {
  DefinitionNode,
  FieldNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  SelectionSetNode,
} from 'graphql';
import { isRow } from './columns.ts';
import type { Row } from './rows.ts';

export interface SelectionContext {
  readonly schema: GraphQLSchema;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly fragments: readonly DefinitionNode[];
  /** How to follow a field to other records; null when its value lies in the row itself. */
  bindRelation(
    typeName: string,
    field: string,
    args: Readonly<Record<string, unknown>>,
  ): ((row: Row) => unknown) | null;
}

export interface BoundField {
  /** The name in the answer: the alias, or the field's own. */
  readonly key: string;
  readonly name: string;
  readonly type: GraphQLOutputType;
  readonly args: Readonly<Record<string, unknown>>;
  readonly selections: readonly SelectionSetNode[];
}

/** The fields a selection asks for, fragments opened and repeated fields merged. The document must be valid. */
export function collectFields(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  context: SelectionContext,
): BoundField[] {
  const nodes = new Map<string, FieldNode[]>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        nodes.set(key, [...(nodes.get(key) ?? []), selection]);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        collect(selection.selectionSet);
      } else {
        const { value } = selection.name;
        for (const fragment of context.fragments) {
          if (fragment.kind === Kind.FRAGMENT_DEFINITION && fragment.name.value === value)
            collect(fragment.selectionSet);
        }
      }
    }
  };
  for (const set of selections) collect(set);
  return [...nodes].flatMap(([key, [first, ...others]]) => {
    const definition = first === undefined ? undefined : type.getFields()[first.name.value];
    if (first === undefined || definition === undefined) return [];
    return {
      key,
      name: first.name.value,
      type: definition.type,
      args: getArgumentValues(definition, first, context.variables),
      selections: [first, ...others].flatMap((node) => node.selectionSet ?? []),
    };
  });
}

/** Compiles a selection to a function that shows a row as the selection asks. */
export function bindSelection(
  type: GraphQLObjectType,
  selections: readonly SelectionSetNode[],
  context: SelectionContext,
): (row: Row) => Row {
  const readers = collectFields(type, selections, context).map((field) => {
    const read = context.bindRelation(type.name, field.name, field.args) ?? ((row: Row) => row[field.name]);
    const named = getNamedType(field.type);
    if (!isObjectType(named)) return { key: field.key, read: (row: Row) => read(row) ?? null };
    const show = bindSelection(named, field.selections, context);
    return { key: field.key, read: (row: Row) => showValue(read(row), show) };
  });
  return (row) => {
    const shown: Record<string, unknown> = {};
    for (const { key, read } of readers) shown[key] = read(row);
    return shown;
  };
}

function showValue(value: unknown, show: (row: Row) => Row): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => showValue(item, show));
  return isRow(value) ? show(value) : null;
}
