/** Like `bundled-cluster.ts`, on the server that TEST_DATABASE_URL names, whose login must be allowed to create databases. */
import type { TestProject } from 'vitest/node';
import { createTemplate, dropTestDatabases } from './database.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('Set TEST_DATABASE_URL to the address of a Postgres for the tests');
  const cluster = await createTemplate(url);
  project.provide('cluster', cluster);
  return () => dropTestDatabases(cluster);
}
