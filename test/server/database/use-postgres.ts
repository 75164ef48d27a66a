/**
 * A process that uses the Postgres of a data folder: `use-postgres.ts FOLDER`. Prints one line of JSON when it has
 * connected, leaves when told to on standard input, and ends when that closes.
 */
import { startPostgres } from '../../../admin-app/server/database/postgres/start.ts';

const [, , dataDir = ''] = process.argv;
const server = await startPostgres({ dataDir, forTests: true });
const url = await server.ensureDatabase('rondo');
process.stdout.write(`${JSON.stringify({ url, adopted: server.adopted })}\n`);
process.stdin.once('data', () => void server.stop().then(() => process.exit()));
process.stdin.once('end', () => process.exit());
