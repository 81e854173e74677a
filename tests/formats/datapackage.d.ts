/** What our tests call of the `datapackage` library, which brings no types. */
declare module 'datapackage' {
  interface OpenedResource {
    readonly name: string
    readonly tabular: boolean
    /** Every row, each cell of its field's type. Rejects where one is not. */
    read(options: { keyed: true }): Promise<Record<string, unknown>[]>
  }
  export const Package: {
    load(
      descriptor: string,
      options: { basePath: string },
    ): Promise<{ readonly valid: boolean; readonly errors: readonly Error[]; readonly resources: readonly OpenedResource[] }>
  }
}
