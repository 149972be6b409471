import { getNamedType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { Column, FindColumn } from './eql-filter.ts';
import type { SkeduloOffice } from './office.ts';
import type { Row } from './rows.ts';

const TYPES: Readonly<Record<string, Column['type']>> = {
  Instant: 'instant',
  Duration: 'number',
  Int: 'number',
  Boolean: 'boolean',
};

/** Follows a lookup from a row, such as a job's Contact; null where it is empty or hidden. */
export function followLookup(office: SkeduloOffice, field: string, row: Row): Row | null {
  switch (field) {
    case 'Contact':
      return office.visibleContact(typeof row.ContactId === 'string' ? row.ContactId : null);
    case 'Region':
      return office.region;
    case 'Resource':
      return isRow(row.Resource) ? row.Resource : null;
    default:
      return null;
  }
}

/** Whether a value is a record of its own. */
export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}

/** Finds the columns of one object by their EQL path, lookups included, as the schema declares them. */
export function columnsOf(schema: GraphQLSchema, office: SkeduloOffice, objectName: string): FindColumn {
  return (path) => {
    const [field = '', ...rest] = path.split('.');
    const type = schema.getType(objectName);
    const declared = isObjectType(type) ? type.getFields()[field] : undefined;
    if (declared === undefined) return null;
    const fieldType = getNamedType(declared.type);
    if (rest.length === 0) {
      if (isObjectType(fieldType)) return null;
      return { type: TYPES[fieldType.name] ?? 'string', read: (row) => row[field] };
    }
    const inner = columnsOf(schema, office, fieldType.name)(rest.join('.'));
    if (inner === null) return null;
    return {
      type: inner.type,
      read: (row) => {
        const target = followLookup(office, field, row);
        return target === null ? null : inner.read(target);
      },
    };
  };
}
