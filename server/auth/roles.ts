export { may, mayGive } from '#schemas/roles.ts'
