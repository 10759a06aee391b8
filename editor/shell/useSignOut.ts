import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { signOut } from '../api/session.ts'

/** Signs out and forgets every answer kept in this tab. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await signOut()
    await navigate('/sign-in')
    queries.clear()
  }
}
