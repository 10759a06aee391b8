/** The part of JSON Schema that the form reads; `x-…` keywords are the house's hints (see `nodes/README.md`). */
export interface FieldSchema {
  type?: string | readonly string[]
  title?: string
  description?: string
  properties?: Readonly<Record<string, FieldSchema>>
  required?: readonly string[]
  items?: FieldSchema
  enum?: readonly (string | number)[]
  const?: unknown
  default?: unknown
  minimum?: number
  maximum?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  'x-field'?: string
  'x-section'?: string
  'x-labels'?: Readonly<Record<string, string>>
  /** A file of one's own may be given in place of an address; what it is then stands in the setting of this name beside it. */
  'x-upload'?: string
  /** Shown only while these other settings have these values. */
  'x-when'?: Readonly<Record<string, unknown>>
  [keyword: string]: unknown
}

/** One setting: where it is in the config, and what its schema says. */
export interface FormField {
  name: string
  pointer: string
  schema: FieldSchema
  required: boolean
}

export interface FormSection {
  title: string | undefined
  fields: FormField[]
}

/** The settings of an object, in the order its schema names them. What has a fixed value is no setting. */
export function fieldsOf(schema: FieldSchema, at = ''): FormField[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, property]) => !('const' in property) && property['x-field'] !== 'hidden')
    .map(([name, property]) => ({
      name,
      pointer: `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      schema: property,
      required: schema.required?.includes(name) ?? false,
    }))
}

/** Whether a setting makes sense beside the others: a keyword only where the flow starts with one. */
export function applies({ schema }: FormField, settings: unknown): boolean {
  return Object.entries(schema['x-when'] ?? {}).every(([name, wanted]) => {
    const value = (settings as Record<string, unknown> | undefined)?.[name]
    return Array.isArray(wanted) ? wanted.includes(value) : value === wanted
  })
}

/** The settings that apply by `x-section`, in the order in which the sections first appear. */
export function sectionsOf(schema: FieldSchema, settings: unknown): FormSection[] {
  const sections: FormSection[] = []
  for (const field of fieldsOf(schema).filter((each) => applies(each, settings))) {
    const title = field.schema['x-section']
    const section = sections.find((each) => each.title === title)
    if (section) section.fields.push(field)
    else sections.push({ title, fields: [field] })
  }
  return sections
}

/** What a setting is called: its `title`, else its name in words (`maxTries` is "Max tries"). */
export function labelOf({ name, schema }: FormField): string {
  if (schema.title) return schema.title
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_]/g, ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** Which JSON type a field has; the first one when there are several. */
export const typeOf = (schema: FieldSchema): string | undefined =>
  typeof schema.type === 'string' ? schema.type : schema.type?.find((type) => type !== 'null')
