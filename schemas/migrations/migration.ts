/** Lifts a flow document by one `schemaVersion`. Pure and total: it is handed any JSON object and changes a copy. */
export type Migration = (document: Record<string, unknown>) => Record<string, unknown>
