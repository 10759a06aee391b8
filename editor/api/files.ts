import type { OwnFileView } from '#schemas/api/files.ts'
import { sendFile } from './request.ts'

/** Keeps a file of the workspace's own, under an address that messages name it by. */
export const keepFile = (w: string, file: File) => sendFile<OwnFileView>(`/workspaces/${w}/files`, file)
