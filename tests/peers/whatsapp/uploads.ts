/** What was uploaded for a number, as the vendor keeps it: under an id, for thirty days (Cloud API, "Media"). */
export interface Upload {
  id: string
  type: string
  name: string
  bytes: Buffer
  at: number
}

const monthMs = 30 * 24 * 60 * 60 * 1000
/** "Supported media types". */
const most: Record<string, number> = { image: 5, video: 16, audio: 16, application: 100, text: 100 }

export function uploadShelf(now: () => number) {
  const uploads: Upload[] = []
  const gone = new Set<string>()
  return {
    all: () => [...uploads],
    forget: (id: string) => void gone.add(id),
    /** The id of what a form brings, or why it is not taken. */
    async take(body: Buffer, contentType: string): Promise<{ id: string } | { code: number; details: string }> {
      const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
        .formData()
        .catch(() => null)
      const file = form?.get('file')
      if (form?.get('messaging_product') !== 'whatsapp')
        return { code: 100, details: '(#100) The parameter messaging_product is required.' }
      if (!(file instanceof File)) return { code: 100, details: '(#100) The parameter file is required.' }
      const megabytes = most[file.type.split('/')[0] ?? '']
      if (!megabytes || file.type === 'image/gif' || form.get('type') !== file.type)
        return {
          code: 100,
          details: `Param file must be a file with one of the following types: … Received file of type '${file.type}'.`,
        }
      if (file.size > megabytes * 1024 * 1024) return { code: 131053, details: 'File size too large.' }
      const id = String(800_000_000_000 + uploads.length)
      uploads.push({ id, type: file.type, name: file.name, bytes: Buffer.from(await file.arrayBuffer()), at: now() })
      return { id }
    },
    /** Whether a message may name it. */
    has: (id: string): boolean => uploads.some((one) => one.id === id && now() - one.at < monthMs && !gone.has(id)),
  }
}
