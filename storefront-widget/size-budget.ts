/** What the built widget may weigh, in bytes after gzip at its best: everything, in one file. */
export const SIZE_BUDGET_GZIP_BYTES = 4_000;
