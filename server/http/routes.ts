import { channelRoutes } from './channels.ts'
import { memberRoutes } from './members.ts'
import type { Route } from './route.ts'
import { signInRoutes } from './sign-in.ts'
import { tokenRoutes } from './tokens.ts'
import { workspaceRoutes } from './workspaces.ts'

/** Every endpoint of `/api/v1`. */
export const routes: readonly Route[] = [...signInRoutes, ...workspaceRoutes, ...memberRoutes, ...tokenRoutes, ...channelRoutes]
