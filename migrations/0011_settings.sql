-- Only a channel's setting names its server: a person's was deleted with the server in which it was set.
UPDATE settings SET server_id = NULL WHERE scope <> 'channel';
