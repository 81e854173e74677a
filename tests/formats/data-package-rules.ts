/**
 * The rules of Data Package 2.0 (datapackage.org/standard: Data Package, Data Resource, Table Schema) as far as our packages use them, as a JSON Schema
 * of our own. The official profiles were not to be had as a package, and are not copied here; what is required, which names and types there are and which
 * constraints a field takes was read in them.
 */
const path = { type: 'string', pattern: '^(?!/|~|\\.\\.?/|file:)(?!.*/\\.\\./)[^\\\\]+$' } as const
const url = { type: 'string', pattern: '^https?://[^ ]+$' } as const
const name = { type: 'string', pattern: '^[a-z0-9._-]+$' } as const

/** A field takes the constraints of its type, and no others. */
const field = (type: string, constraints: Readonly<Record<string, unknown>>) => ({
  type: 'object',
  required: ['name', 'type'],
  properties: {
    name: { type: 'string', minLength: 1 },
    type: { const: type },
    title: { type: 'string' },
    description: { type: 'string' },
    format: { const: 'default' },
    constraints: {
      type: 'object',
      properties: { required: { type: 'boolean' }, unique: { type: 'boolean' }, ...constraints },
      additionalProperties: false,
    },
    hxl: { type: 'string' },
  },
  additionalProperties: false,
})

const limits = (type: string) => ({ minimum: { type }, maximum: { type } })

const tableSchema = {
  type: 'object',
  required: ['fields'],
  properties: {
    $schema: { const: 'https://datapackage.org/profiles/2.0/tableschema.json' },
    fields: {
      type: 'array',
      minItems: 1,
      items: {
        oneOf: [
          field('string', { pattern: { type: 'string' }, enum: { type: 'array' } }),
          field('number', limits('number')),
          field('integer', limits('integer')),
        ],
      },
    },
    primaryKey: { type: 'array', minItems: 1, uniqueItems: true, items: { type: 'string' } },
    missingValues: { type: 'array', uniqueItems: true, items: { type: 'string' } },
  },
  additionalProperties: false,
}

const resource = {
  type: 'object',
  // Either a path or the data themselves; ours have paths.
  required: ['name', 'path'],
  properties: {
    name,
    path,
    type: { const: 'table' },
    title: { type: 'string' },
    description: { type: 'string' },
    format: { type: 'string' },
    mediatype: { type: 'string', pattern: '^(.+)/(.+)$' },
    encoding: { type: 'string' },
    dialect: {
      type: 'object',
      properties: {
        $schema: { const: 'https://datapackage.org/profiles/2.0/tabledialect.json' },
        header: { type: 'boolean' },
        delimiter: { type: 'string' },
        lineTerminator: { type: 'string' },
        quoteChar: { type: 'string', minLength: 1, maxLength: 1 },
        doubleQuote: { type: 'boolean' },
      },
      additionalProperties: false,
    },
    schema: tableSchema,
  },
  additionalProperties: false,
  dependentRequired: { type: ['schema'], schema: ['type'] },
}

export const DATA_PACKAGE_RULES = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['$schema', 'name', 'resources'],
  properties: {
    $schema: { const: 'https://datapackage.org/profiles/2.0/datapackage.json' },
    name,
    title: { type: 'string' },
    description: { type: 'string' },
    homepage: url,
    version: { type: 'string' },
    // RFC 3339, section 5.6.
    created: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$' },
    licenses: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: { name: { type: 'string', pattern: '^[-a-zA-Z0-9._]+$' }, path: url, title: { type: 'string' } },
        additionalProperties: false,
        minProperties: 1,
      },
    },
    sources: {
      type: 'array',
      items: {
        type: 'object',
        minProperties: 1,
        properties: { title: { type: 'string' }, path: url, email: { type: 'string' }, version: { type: 'string' } },
        additionalProperties: false,
      },
    },
    resources: { type: 'array', minItems: 1, items: resource },
  },
  additionalProperties: false,
}
