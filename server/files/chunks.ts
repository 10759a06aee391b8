/** A chunk is a document: short enough that writing or reading one holds nobody up. */
export const chunkBytes = 128 * 1024

export const chunkId = (file: string, number: number): string => `${file}.${String(number).padStart(5, '0')}`
