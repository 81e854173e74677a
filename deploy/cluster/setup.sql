-- Once, on the leader, as its superuser: psql -v password=… -f setup.sql
CREATE ROLE eso LOGIN PASSWORD :'password';
CREATE DATABASE eso OWNER eso ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0;
-- So that the collectors may have the journal emptied when they are idle.
GRANT pg_checkpoint TO eso;
\connect eso
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO eso;
