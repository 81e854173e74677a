/** A row as a store's driver gives it: a value for each column that was asked for. */
export type Row = Readonly<Record<string, unknown>>
