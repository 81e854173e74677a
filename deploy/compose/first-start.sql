-- Run once by the image, when its volume is empty. The password goes from the secret's file to the server by no command line.
\set password `cat /run/secrets/database_password`
\ir /setup.sql
