/** As much of a schema as names are resolved against. */
export interface SchemaShape {
  readonly tables: readonly {
    readonly name: string
    readonly columns: readonly { readonly name: string }[]
  }[]
}
