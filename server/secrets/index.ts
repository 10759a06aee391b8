// The keys of services that flows call: what the rest of the server may use of it.
export { isOfSecrets, sealedInSecrets } from './sealed-secrets.ts'
export { secretBook } from './secret-book.ts'
export { serviceCalls } from './service-calls.ts'
