/** Of Rondo, as its package says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE_FILE = join(import.meta.dirname, '../../package.json');

export function readVersion(): string {
  const content: unknown = JSON.parse(readFileSync(PACKAGE_FILE, 'utf8'));
  const isNamed = typeof content === 'object' && content !== null && 'version' in content;
  if (isNamed && typeof content.version === 'string') return content.version;
  throw new Error(`${PACKAGE_FILE} has no version; expected one such as "1.0.0"`);
}
