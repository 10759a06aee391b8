/** A data folder that cannot be used; the message is one sentence for the operator. */
export class FolderError extends Error {
  override name = 'FolderError'
}
