/** Something the user asked for cannot be done as asked: told in one line, exit status 2. */
export class UsageError extends Error {}
