import type { Route } from './route.ts'
import { signInRoutes } from './sign-in.ts'

/** Every endpoint of `/api/v1`. */
export const routes: readonly Route[] = [...signInRoutes]
