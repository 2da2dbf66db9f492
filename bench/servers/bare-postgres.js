// The ceiling on PostgreSQL: node:http, and the query of a get as a named statement of bare pg.
// node bare-postgres.js PORT URL POOL ORGANIZATION
import { createServer } from 'node:http';
import pg from 'pg';

const [port, connectionString, max, organization] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: Number(max) });
const text = 'SELECT doc, archived_at, is_default FROM workspaces WHERE organization_id = $1 AND id = $2';

createServer(async (request, response) => {
  const id = request.url?.slice(request.url.lastIndexOf('/') + 1);
  const { rows } = await pool.query({ name: 'get', text, values: [organization, id] });
  response.setHeader('content-type', 'application/json');
  response.end(rows[0].doc);
}).listen(Number(port), '127.0.0.1');
