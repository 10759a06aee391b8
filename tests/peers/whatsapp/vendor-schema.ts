import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import { parse } from 'yaml'
import { recorded } from '#tests/fixtures/recorded.ts'

interface Document {
  components: { schemas: Record<string, unknown> & { Message: { discriminator: { mapping: Record<string, string> } } } }
}

/** Problems of a send call's body by the vendor's own OpenAPI document; null where that document is not at hand. */
export type VendorSchema = (body: Record<string, unknown>) => string[]

let compiled: VendorSchema | null | undefined

/** Compiled once per process: the document has more than a megabyte. */
export function vendorSchema(): VendorSchema | null {
  if (compiled === undefined) {
    const path = recorded('whatsapp/business-messaging-api_v23.0.yaml')
    compiled = path ? compile(parse(readFileSync(path, 'utf8')) as Document) : null
  }
  return compiled
}

/**
 * Every message there is `allOf: [envelope, { own part, additionalProperties: false }]`, which taken literally nothing can satisfy.
 * So the envelope is held against the one and the message's own part against the other.
 */
function compile(document: Document): VendorSchema {
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false })
  ajv.addSchema(mended(document), 'vendor')
  const envelope = ajv.compile({ $ref: 'vendor#/components/schemas/BaseMessageProperties' })
  const parts = new Map<string, ValidateFunction>()
  const { mapping } = document.components.schemas.Message.discriminator
  const partOf = (type: string): ValidateFunction | undefined => {
    const known = Object.hasOwn(mapping, type) ? mapping[type] : undefined
    if (known && !parts.has(type)) parts.set(type, ajv.compile({ $ref: `vendor${known}/allOf/1` }))
    return parts.get(type)
  }
  return (body) => {
    const type = String(body.type)
    const part = partOf(type)
    if (!part) return [`/type is none of ${Object.keys(mapping).join(', ')}`]
    // `recipient` (a business-scoped user id) is younger than the document.
    return [...problems(envelope, { ...body, to: body.to ?? body.recipient }), ...problems(part, { type, [type]: body[type] })]
  }
}

/**
 * Two slips of the document: the place of a button is held against numbers of lines, which its own example (`index: '0'`) does not fit, and
 * buttons that copy a code (Meta, "Coupon code templates") are younger than it.
 */
function mended<T>(part: T): T {
  if (Array.isArray(part)) {
    const known = part as unknown[]
    const younger: Record<string, string> = { 'quick_reply,url,catalog': 'copy_code', 'payload,text': 'coupon_code' }
    const more = younger[known.join()]
    return (more ? [...known, more] : known.map(mended)) as T
  }
  if (typeof part !== 'object' || part === null) return part
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [key, value === '^[2-6, 11-14]$' ? '^[0-9]$' : mended(value)]),
  ) as T
}

function problems(validate: ValidateFunction, value: unknown): string[] {
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`)
}
