import { text, whole } from '#schemas/api/shape.ts'

/** Fields that many documents have. */
export const key = text(500)
export const name = text(200)
export const count = whole(0, Number.MAX_SAFE_INTEGER)
