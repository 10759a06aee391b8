import { fileQuery, ownFile } from '#schemas/api/files.ts'
import { largestOwnFile, ownFileTypes } from '#schemas/own-file.ts'
import { may } from '#schemas/roles.ts'
import { route } from '../http/route.ts'
import { type FileGiven, keepOwnFile } from './keep-own-file.ts'

export const fileRoutes = [
  route({
    method: 'post',
    path: '/workspaces/{w}/files',
    who: { roles: may.changeFlows },
    summary: 'Keep a file that messages of flows name by its address; customers get it from here, or from their vendor',
    query: fileQuery,
    takesFile: { types: ownFileTypes, mostBytes: largestOwnFile },
    reply: ownFile,
    status: 201,
    handle: ({ deps, query, body, ...actor }) => keepOwnFile(deps, actor, query.name, body as FileGiven),
  }),
]
