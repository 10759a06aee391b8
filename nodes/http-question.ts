import type { SecretUse } from '#schemas/secret.ts'

/** A call that a node wants made. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: string
  timeoutMs: number
  /** Secrets of the workspace, by name: put in at the last door, where no node sees them. */
  secrets?: PlacedSecret[]
}

/** Where a secret goes: a header, a parameter of the query, or a field of the JSON body (`name` is a path such as `auth.key`). */
export interface PlacedSecret extends SecretUse {
  in: 'header' | 'query' | 'body'
  name: string
}

export interface HttpResponse {
  status: number
  headers: Record<string, string>
  body: string
}
