import { changeTo } from '../engine/projections/move-forward.ts'
import type { ContactDoc } from './collections.ts'

/** A contact of whom nothing is known. */
export const noFacts = {
  name: undefined,
  phone: undefined,
  email: undefined,
  optedOut: undefined,
  consents: undefined,
  stamps: undefined,
}

/** Writes the facts of a contact. */
export const changeOf = ({
  name,
  phone,
  email,
  optedOut,
  consents,
  fields,
  tags,
  stamps,
  revision = 0,
}: Omit<ContactDoc, '_id'>) =>
  changeTo({ name, phone, email, optedOut, consents, fields, tags, stamps, revision: revision + 1 }, {})
