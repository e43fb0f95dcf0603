// Loaded into a relay before it starts: kills it the moment that CRASH_AT names, as no signal from outside could.
import { ServerResponse } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';

const at = process.env.CRASH_AT;
const kill = () => process.kill(process.pid, 'SIGKILL');
let isStoring = false;

const onRun = (sql) => {
  if (sql.startsWith('insert into events')) isStoring = true;
  if (at === 'before-note' && sql.startsWith('delete from deliveries where event')) kill();
};

const { prepare, exec } = DatabaseSync.prototype;
DatabaseSync.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  const { run } = statement;
  statement.run = (...values) => {
    onRun(sql);
    return run.apply(statement, values);
  };
  return statement;
};
DatabaseSync.prototype.exec = function (sql) {
  const isCommit = sql === 'commit' && isStoring;
  if (isCommit && at === 'before-commit') kill();
  const result = exec.call(this, sql);
  if (isCommit && at === 'after-commit') kill();
  return result;
};

const { query } = pg.Pool.prototype;
pg.Pool.prototype.query = async function (...given) {
  const sql = String(given[0].text ?? given[0]);
  const isAccept = sql.includes('insert into events');
  if (at === 'before-commit' && isAccept) kill();
  if (at === 'before-note' && sql.includes('relay_settle')) kill();
  const result = await query.apply(this, given);
  if (at === 'after-commit' && isAccept) kill();
  return result;
};

const { end } = ServerResponse.prototype;
ServerResponse.prototype.end = function (...given) {
  if (at === 'before-delivery' && this.statusCode === 200 && this.req.url.startsWith('/in/'))
    this.once('finish', () => setImmediate(kill));
  return end.apply(this, given);
};
