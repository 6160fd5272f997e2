/** Thrown inside the reader, and caught where it is entered: this SQL is beyond its words. */
export class Unreadable extends Error {}
