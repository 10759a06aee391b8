import { type FromFields, id, named, nameText, object, text, whole } from './shape.ts'

const fileFields = {
  id,
  /** What a message names it by: a path on this server, `/files/…`. */
  address: text(60),
  name: nameText,
  type: text(120),
  /** In bytes. */
  size: whole(1, 1_000_000_000),
}
/** POST /workspaces/{w}/files?name=photo.jpg, the bytes as the body, their media type as the content type. */
export type OwnFileView = FromFields<typeof fileFields>
export const ownFile = named<OwnFileView>('File', object(fileFields))

export const fileQuery = object<{ name: string }>({ name: nameText })
